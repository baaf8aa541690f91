type Row = { readonly sign: ' ' | '-' | '+'; readonly text: string }

const mostCells = 4_000_000
const around = 3

/** The difference of two texts in the unified format, with three lines of context; empty when they are equal. */
export function lineDiff(before: string, after: string, name: string): string {
  const rows = rowsOf(linesOf(before), linesOf(after))
  const changed = rows.flatMap((row, index) => (row.sign === ' ' ? [] : [index]))
  if (changed.length === 0) return ''
  const hunks: [number, number][] = []
  for (const index of changed) {
    const last = hunks.at(-1)
    const from = Math.max(0, index - around)
    const to = Math.min(rows.length, index + around + 1)
    if (last !== undefined && from <= last[1]) last[1] = to
    else hunks.push([from, to])
  }
  const parts = hunks.map(([from, to]) => hunkText(rows, from, to))
  return `--- a/${name}\n+++ b/${name}\n${parts.join('')}`
}

function linesOf(text: string): readonly string[] {
  if (text === '') return []
  return text.replace(/\n$/, '').split(/\r?\n/)
}

function hunkText(rows: readonly Row[], from: number, to: number): string {
  const count = (part: readonly Row[], sign: '-' | '+') => part.filter((row) => row.sign !== sign).length
  const shown = rows.slice(from, to)
  const start = (sign: '-' | '+') => count(rows.slice(0, from), sign) + (count(shown, sign) === 0 ? 0 : 1)
  const head = `@@ -${start('+')},${count(shown, '+')} +${start('-')},${count(shown, '-')} @@\n`
  return head + shown.map(({ sign, text }) => `${sign}${text}\n`).join('')
}

/** Longest common subsequence; very large texts are shown as replaced whole. */
function rowsOf(a: readonly string[], b: readonly string[]): readonly Row[] {
  if (a.length * b.length > mostCells)
    return [...a.map((text) => ({ sign: '-' as const, text })), ...b.map((text) => ({ sign: '+' as const, text }))]
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const rows: Row[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      rows.push({ sign: ' ', text: a[i] ?? '' })
      i++
      j++
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1)))
      rows.push({ sign: '-', text: a[i++] ?? '' })
    else rows.push({ sign: '+', text: b[j++] ?? '' })
  }
  return rows
}
