import { safeLine } from './safe-line.ts'

/** Foreign text inside a paragraph or a table cell: no markup of it takes effect. */
export function inline(text: string): string {
  return safeLine(text.replace(/\r\n|[\r\n]/g, ' '), { keepColor: false })
    .replace(/[\\`*_{}[\]()#+|~<>@!$]/g, (character) =>
      character === '<' ? '&lt;' : character === '>' ? '&gt;' : `\\${character}`,
    )
    .replace(/&(?!lt;|gt;)/g, '&amp;')
}

/** Foreign text as code within a line. */
export function code(text: string): string {
  const safe = safeLine(text.replace(/\r\n|[\r\n]/g, ' '), { keepColor: false })
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map((match) => match[0].length))
  const fence = '`'.repeat(longest + 1)
  const pad = safe.startsWith('`') || safe.endsWith('`') || safe === '' ? ' ' : ''
  return `${fence}${pad}${safe}${pad}${fence}`
}

/** Code in a table cell, where a bar would end the cell. */
export function cellCode(text: string): string {
  return code(text).replaceAll('|', '\\|')
}

/** Foreign lines in a fenced block that nothing inside can end. */
export function fenced(lines: readonly string[], language = 'text'): string {
  const safe = lines.map((line) => safeLine(line, { keepColor: false }))
  const longest = Math.max(2, ...safe.flatMap((line) => [...line.matchAll(/`+/g)].map((match) => match[0].length)))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}${language}`, ...safe, fence].join('\n')
}

/** A Markdown table; cells are given ready. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
}
