/** A line that says something: neither empty nor a comment. */
export interface Row {
  readonly line: number
  readonly indent: number
  readonly text: string
}

/** A word of a row, without its quotes, and where what follows it begins. */
export interface Word {
  readonly source: string
  readonly isQuoted: boolean
  readonly end: number
}

/** No text of this length has too many values. */
const longestText = 180_000
const longRow = 1000

/** The rows of a text; undefined when it has characters or lengths that need more thought. */
export function rowsOf(text: string): readonly Row[] | undefined {
  if (text.length > longestText || /[^\n\u0020-\u007e\u00a1-\u024f\u2010-\u2027]/.test(text)) return undefined
  const rows: Row[] = []
  let line = 0
  for (const row of text.split('\n')) {
    line++
    if (row.length > longRow && /^ {100}|[[{]|[-?] /.test(row)) return undefined
    const indent = row.search(/[^ ]/)
    if (indent >= 0 && row[indent] !== '#') rows.push({ line, indent, text: row })
  }
  return rows
}

/** A key and its colon. */
export function keyAt(row: Row, at: number): Word | undefined {
  return wordBy(/(?:([A-Za-z0-9_][\w./-]*)|"([^"\\]+)"|'([^']+)'):(?= |$)/y, row, at)
}

/** A value that ends its row, but for a comment. */
export function valueAt(row: Row, at: number): Word | undefined {
  const word = wordBy(/((?:[\w./+$~(\\^]|-(?=[^ ]))(?:[^ :]|:(?=[^ ])| +(?=[^ #]))*)|"([^"\\]*)"|'([^']*)'/y, row, at)
  return word !== undefined && isEnd(row, word.end) ? word : undefined
}

/** A value between brackets. */
export function innerValueAt(row: Row, at: number): Word | undefined {
  const plain =
    /((?:[\w./+$~]|-(?=[\w-]))(?:[\w./+$~=<>!@%^*()&|;-]|:(?=[A-Za-z0-9/])| (?=[\w./+$~=<>(]))*)|"([^"\\]*)"|'([^']*)'/y
  return wordBy(plain, row, at)
}

/** The dash of a list, and the spaces behind it. */
export function dashEnd(row: Row, at: number): number | undefined {
  return row.text[at] === '-' && row.text[at + 1] === ' ' ? pastSpaces(row, at + 1) : undefined
}

/** Nothing more on the row, but for a comment. */
export function isEnd(row: Row, at: number): boolean {
  const next = pastSpaces(row, at)
  return next === row.text.length || (next > at && row.text[next] === '#')
}

/** Where the next character that is no space stands. */
export function pastSpaces(row: Row, at: number): number {
  let next = at
  while (row.text[next] === ' ') next++
  return next
}

function wordBy(pattern: RegExp, row: Row, at: number): Word | undefined {
  pattern.lastIndex = at
  const found = pattern.exec(row.text)
  if (found === null) return undefined
  const [whole, plain, double, single] = found
  return { source: plain ?? double ?? single ?? '', isQuoted: plain === undefined, end: at + whole.length }
}
