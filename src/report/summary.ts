import { durationText } from './duration-text.ts'
import { foldRepeats } from './fold-repeats.ts'
import { cellCode, code, fenced, inline, table } from './markdown-text.ts'
import { gantt, graph } from './mermaid.ts'
import { problemLink } from './problem-link.ts'
import type { RunReport, StageReport } from './run-report.ts'
import { shortImage, shortValue } from './short-text.ts'
import { commitText, objectText, sentence, verdictSentence } from './wording.ts'

/** A job summary may be 1 MiB; a little less leaves room for what other parts of the step write. */
export const longestSummary = 1024 * 1024 - 4096

const longestLine = 1000

/** The report as Markdown, shortened in steps until it fits. */
export function summaryMarkdown(report: RunReport, limit = longestSummary): string {
  const levels = [
    { lines: 50, outputs: true, drawings: true, table: true },
    { lines: 20, outputs: true, drawings: true, table: true },
    { lines: 10, outputs: false, drawings: false, table: true },
    { lines: 5, outputs: false, drawings: false, table: false },
  ]
  for (const level of levels) {
    const text = written(report, level)
    if (Buffer.byteLength(text) <= limit) return text
  }
  return `${heading(report)}\n\nThe report is too large to be shown here.\n`
}

interface Level {
  readonly lines: number
  readonly outputs: boolean
  readonly drawings: boolean
  readonly table: boolean
}

function written(report: RunReport, level: Level): string {
  return `${[
    heading(report),
    ...report.stages.filter((stage) => stage.failure !== undefined).map((stage) => failureBlock(stage, level)),
    rollbackBlock(report),
    level.drawings ? drawing(graph(report)) : '',
    level.table ? stageTable(report, level) : '',
    servicesBlock(report),
    level.drawings ? folded('Time line', drawing(gantt(report))) : '',
    problemsBlock(report),
    noticesBlock(report),
    `<sub>${inline(report.pipeline)} in namespace ${inline(report.namespace)} at ${code(commitText(report.commit, report.branch))}, run ${code(report.runId)}, attempt ${report.attempt}</sub>`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`
}

function heading(report: RunReport): string {
  const verdict = report.verdict === undefined ? 'still running' : verdictSentence(report.verdict)
  const mark =
    report.outcome === 'succeeded'
      ? '✅'
      : report.outcome === 'cancelled'
        ? '⚠️'
        : report.outcome === 'running'
          ? '⏳'
          : '❌'
  return `## ${mark} ${inline(report.pipeline)}: ${inline(verdict)}`
}

function drawing(text: string | undefined): string {
  return text === undefined ? '' : `\`\`\`mermaid\n${text}\n\`\`\``
}

function folded(title: string, body: string): string {
  return body === '' ? '' : `<details><summary>${title}</summary>\n\n${body}\n\n</details>`
}

function failureBlock(stage: StageReport, level: Level): string {
  const failure = stage.failure
  if (failure === undefined) return ''
  const place = failure.place === undefined ? '' : ` (${code(`${failure.place.file}:${failure.place.line}`)})`
  return [
    `### Stage ${inline(stage.name)} failed: ${inline(failure.cause)}${place}`,
    inline(failure.message),
    ...(failure.hint === undefined ? [] : [`**What to do:** ${inline(failure.hint)}`]),
    ...(failure.evidence.length === 0
      ? []
      : [
          table(
            ['evidence', 'value'],
            failure.evidence.map((item) => [cellCode(item.path), cellCode(item.value.slice(0, 500))]),
          ),
        ]),
    ...(failure.lastLines.length === 0
      ? []
      : ['Last lines:', fenced(foldRepeats(failure.lastLines).slice(-level.lines).map(shortLine))]),
  ].join('\n\n')
}

/** A line of a log is only of use as far as a person reads it. */
function shortLine(line: string): string {
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)}… (${line.length} characters)`
}

/** What restoring did, object by object; empty when nothing had to be restored. */
export function rollbackBlock(report: RunReport): string {
  const rollback = report.rollback
  if (rollback === undefined || rollback.outcome === 'not-needed') return ''
  const said = sentence({ type: 'rollback.finished', at: 0, ...rollback }) ?? ''
  const rows = rollback.items.map((item) => [item.action, cellCode(objectText(item.object)), inline(item.reason ?? '')])
  return [
    `### Rollback`,
    inline(said),
    ...(rows.length === 0 ? [] : [folded(`${rows.length} objects`, table(['action', 'object', ''], rows))]),
  ].join('\n\n')
}

function stageTable(report: RunReport, level: Level): string {
  if (report.stages.length === 0) return ''
  const hasOutputs = level.outputs && report.stages.some((stage) => Object.keys(stage.outputs).length > 0)
  const head = [
    'stage',
    'kind',
    'outcome',
    'attempts',
    'wait',
    'pull',
    'set-up',
    'run',
    'exit',
    ...(hasOutputs ? ['outputs'] : []),
    'image',
  ]
  return table(
    head,
    report.stages.map((stage) => [
      inline(stage.name),
      stage.kind,
      outcomeText(stage),
      String(stage.attempts),
      ...timingCells(stage),
      stage.exitCode === undefined ? '' : String(stage.exitCode),
      ...(hasOutputs ? [outputsCell(stage)] : []),
      stage.image === undefined ? '' : cellCode(shortImage(stage.image)),
    ]),
  )
}

function outcomeText(stage: StageReport): string {
  const marks = { succeeded: '✅', failed: '❌', skipped: '⏭️', cancelled: '⚠️', running: '⏳', waiting: '⏳' } as const
  return `${marks[stage.outcome]}\u00a0${stage.outcome}${stage.reason === undefined ? '' : `: ${inline(stage.reason)}`}`
}

function timingCells(stage: StageReport): readonly string[] {
  const timings = stage.timings
  if (timings === undefined) return ['', '', '', '']
  return [timings.waitMs, timings.pullMs, timings.setupMs, timings.runMs].map((ms) =>
    ms === 0 ? '' : durationText(ms).replaceAll(' ', '\u00a0'),
  )
}

function outputsCell(stage: StageReport): string {
  return Object.entries(stage.outputs)
    .map(([key, value]) => `${inline(key)}\u00a0=\u00a0${cellCode(shortValue(value))}`)
    .join('<br>')
}

function servicesBlock(report: RunReport): string {
  const rows = Object.entries(report.services)
  if (rows.length === 0) return ''
  const before = report.verdict?.previousCommit
  const change = before === undefined ? 'new' : `${code(commitText(before))} → ${code(commitText(report.commit))}`
  return [
    '### Services',
    table(
      ['stage', 'version', 'URL'],
      rows.map(([name, url]) => [inline(name), change, cellCode(url)]),
    ),
  ].join('\n\n')
}

function problemsBlock(report: RunReport): string {
  if (report.problems.length === 0) return ''
  const rows = report.problems.map((problem) => [
    problem.severity,
    problem.place === undefined ? '' : cellCode(`${problem.place.file}:${problem.place.line}`),
    `${inline(problem.message)} ([${inline(problem.code)}](${problemLink(problem.code)}))`,
    inline(problem.hint ?? ''),
  ])
  return ['### Problems', table(['', 'place', 'problem', 'what to do'], rows)].join('\n\n')
}

function noticesBlock(report: RunReport): string {
  const shown = report.notices.filter((notice) => notice.level !== 'note')
  return shown.length === 0 ? '' : shown.map((notice) => `- ${notice.level}: ${inline(notice.message)}`).join('\n')
}
