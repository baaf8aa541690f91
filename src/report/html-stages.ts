import { durationText } from './duration-text.ts'
import { xmlText } from './markup.ts'
import type { RunReport, StageReport } from './run-report.ts'
import { shortImage, shortValue } from './short-text.ts'

const timeHead = [
  ['wait', 'wait'],
  ['pull', 'pull'],
  ['setup', 'set-up'],
  ['run', 'run'],
]
  .map(([name, said]) => `<span class="key ${name}">${said}</span>`)
  .join(' ')

/** The table of stages in the HTML report, each with its place on the time line of the run. */
export function stageTable(report: RunReport): string {
  if (report.stages.length === 0) return ''
  const head = ['stage', 'kind', 'outcome', 'attempts', 'exit', 'time', timeHead, 'outputs', 'image']
  const rows = report.stages.map((stage) => `<tr>${cells(stage, report).join('')}</tr>`)
  return `<h2>Stages</h2><div class="scroll"><table><tr>${head.map((text) => `<th>${text}</th>`).join('')}</tr>${rows.join('')}</table></div>`
}

function cells(stage: StageReport, report: RunReport): readonly string[] {
  const total = stage.timings?.totalMs ?? 0
  const reason = stage.reason === undefined ? '' : xmlText(`: ${stage.reason}`)
  const outputs = Object.entries(stage.outputs).map(
    ([key, value]) => `${xmlText(key)}\u00a0= <code>${xmlText(shortValue(value))}</code>`,
  )
  const plain = (text: string): string => `<td>${text}</td>`
  return [
    plain(xmlText(stage.name)),
    plain(xmlText(stage.kind)),
    `<td class="${stage.outcome}">${stage.outcome}${reason}</td>`,
    plain(String(stage.attempts)),
    plain(stage.exitCode === undefined ? '' : String(stage.exitCode)),
    plain(total === 0 ? '' : durationText(total).replaceAll(' ', '\u00a0')),
    plain(bar(stage, report)),
    plain(outputs.join('<br>')),
    plain(stage.image === undefined ? '' : `<code>${xmlText(shortImage(stage.image))}</code>`),
  ]
}

/** A bar that begins where the stage began in the run. */
function bar(stage: StageReport, report: RunReport): string {
  const timings = stage.timings
  if (timings === undefined || timings.totalMs === 0) return ''
  const before = Math.max(0, (stage.startedAt ?? report.startedAt) - report.startedAt)
  const whole = Math.max(1, report.durationMs, before + timings.totalMs)
  const width = (ms: number): string => `style="width:${((100 * ms) / whole).toFixed(1)}%"`
  const parts = [
    ['wait', 'wait', timings.waitMs],
    ['pull', 'pull', timings.pullMs],
    ['setup', 'set-up', timings.setupMs],
    ['run', 'run', timings.runMs],
  ] as const
  const spans = parts
    .filter(([, , ms]) => ms > 0)
    .map(([name, said, ms]) => `<span class="${name}" ${width(ms)} title="${said} ${durationText(ms)}"></span>`)
  return `<div class="bar ${stage.outcome}"><span ${width(before)}></span>${spans.join('')}</div>`
}
