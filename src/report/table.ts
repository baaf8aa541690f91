import { safeLine } from './safe-line.ts'

/** One column of a table of `T`. */
export interface Column<T> {
  readonly head: string
  readonly cell: (row: T) => string
  /** Shown only when more room was asked for. */
  readonly isWide?: boolean
}

/** Rows as aligned columns, the way kubectl prints them; an empty cell reads `-`, so that scripts count columns. */
export function tableText<T>(
  columns: readonly Column<T>[],
  rows: readonly T[],
  options: { readonly headers?: boolean; readonly wide?: boolean } = {},
): string {
  const shown = columns.filter(({ isWide }) => isWide !== true || options.wide === true)
  const heads = options.headers === false ? [] : [shown.map(({ head }) => head)]
  const lines = [...heads, ...rows.map((row) => shown.map(({ cell }) => cellText(cell(row))))]
  const widths = shown.map((_, at) => Math.max(0, ...lines.map((line) => (line[at] ?? '').length)))
  return lines.map((line) => `${padded(line, widths)}\n`).join('')
}

/** Fields of one thing, one a line. */
export function fieldsText(fields: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(0, ...fields.map(([name]) => name.length))
  return fields.map(([name, value]) => `${name.padEnd(width)}  ${cellText(value)}\n`).join('')
}

function cellText(text: string): string {
  const safe = safeLine(text.replace(/\s+/g, ' ').trim(), { keepColor: false })
  return safe === '' ? '-' : safe
}

function padded(line: readonly string[], widths: readonly number[]): string {
  return line
    .map((cell, at) => cell.padEnd(widths[at] ?? 0))
    .join('   ')
    .trimEnd()
}
