import { cellCode, table } from './markdown-text.ts'
import { longestSummary } from './summary.ts'

/** One configuration of several, and how it went. */
export interface SeveralRow {
  readonly file: string
  readonly status: string
}

/** One job summary of several pipelines: a table of all, then what each one said, as far as GitHub takes it. */
export function severalSummary(
  rows: readonly SeveralRow[],
  sections: readonly string[],
  limit = longestSummary,
): string {
  const bad = rows.filter(({ status }) => status !== 'succeeded').length
  const head = bad === 0 ? `${rows.length} pipelines succeeded` : `${bad} of ${rows.length} pipelines did not succeed`
  const cells = rows.map(({ file, status }) => [cellCode(file), status])
  let text = `### ${head}\n\n${table(['configuration', 'status'], cells)}\n`
  for (const [at, section] of sections.entries()) {
    if (Buffer.byteLength(text) + Buffer.byteLength(section) > limit - 200)
      return `${text}\nWhat ${sections.length - at} more said is too long for one page; the reports have it.\n`
    text += `\n${section}`
  }
  return text
}
