import type { RollbackOutcome } from '../run/events.ts'
import { inline } from './markdown-text.ts'
import type { RunReport } from './run-report.ts'
import { rollbackBlock } from './summary.ts'
import { restoredText } from './wording.ts'

/** What the post step did for a run that was cancelled or died, as Markdown. */
export function restoreSummary(pipeline: string, outcome: RollbackOutcome, report: RunReport): string {
  const mark = outcome === 'restore-failed' ? '❌' : '↩️'
  const heading = `## ${mark} ${inline(pipeline)}: the run before its end was undone; ${inline(restoredText(outcome))}`
  return `${[heading, rollbackBlock(report)].filter((part) => part !== '').join('\n\n')}\n`
}
