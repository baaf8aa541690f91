import { foldRepeats } from '../src/report/fold-repeats.ts'

const columns = 112
const headLines = 1
const [charWidth, lineHeight, margin] = [8.4, 20, 20] as const
const colors: Readonly<Record<string, string>> = {
  '31': '#ff7b72',
  '32': '#7ee787',
  '33': '#e3b341',
  '34': '#79c0ff',
  '35': '#d2a8ff',
  '36': '#76e3ea',
  '1': '#ffffff',
}

/** The SVG of what a terminal showed: colours as it had them, long lines wrapped. */
export function drawn(lines: readonly string[], command: string): string {
  const rows = [`\u001b[32m$\u001b[0m ${command}`, ...foldRepeats(lines)].flatMap(wrapped)
  const height = rows.length * lineHeight + 2 * margin
  const width = Math.ceil(columns * charWidth + 2 * margin)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(command)}">`,
    `<rect width="100%" height="100%" rx="8" fill="#0d1117"/>`,
    `<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="14" fill="#c9d1d9" xml:space="preserve">`,
    ...rows.map((row, index) => `<text x="${margin}" y="${margin + (index + 0.75) * lineHeight}">${spans(row)}</text>`),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

/** The first lines, a dotted line, and all from the line on that ends with `text`. */
export function fromLine(lines: readonly string[], text: string): readonly string[] {
  const at = lines.findIndex((line) => line.endsWith(text))
  return at <= headLines ? lines : [...lines.slice(0, headLines), '  ⋮', ...lines.slice(at)]
}

function wrapped(line: string): readonly string[] {
  const rows: string[] = []
  let [row, length] = ['', 0]
  for (const piece of line.match(/\u001b\[[0-9;]*m|\s+|[^\s\u001b]+/g) ?? []) {
    const isText = !piece.startsWith('\u001b')
    if (isText && length + piece.length > columns && piece.trim() !== '') {
      rows.push(row)
      row = '      '
      length = row.length
    }
    row += piece
    if (isText) length += piece.length
  }
  return [...rows, row]
}

function spans(row: string): string {
  let color: string | undefined
  return (row.match(/\u001b\[[0-9;]*m|[^\u001b]+/g) ?? [])
    .map((piece) => {
      if (!piece.startsWith('\u001b')) return color === undefined ? escaped(piece) : tspan(piece, color)
      color = colors[piece.slice(2, -1)]
      return ''
    })
    .join('')
}

function tspan(text: string, color: string): string {
  return `<tspan fill="${color}">${escaped(text)}</tspan>`
}

function escaped(text: string): string {
  return text
    .replaceAll('  ', '\u00a0\u00a0')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
