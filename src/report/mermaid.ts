import type { RunReport, StageReport } from './run-report.ts'

const looks: Record<StageReport['outcome'], string> = {
  succeeded: 'fill:#2da44e,stroke:#1a7f37,color:#ffffff',
  failed: 'fill:#cf222e,stroke:#a40e26,color:#ffffff',
  skipped: 'fill:#8c959f,stroke:#6e7781,color:#ffffff',
  cancelled: 'fill:#bf8700,stroke:#9a6700,color:#ffffff',
  running: 'fill:#0969da,stroke:#0550ae,color:#ffffff',
  waiting: 'fill:#6e7781,stroke:#57606a,color:#ffffff',
}

/** Above this many stages a drawing is no help and renderers give up. */
const mostStages = 120
const shortestMs = 50

/** The graph of the run, coloured by outcome; undefined when it would be too large to read. */
export function graph(report: RunReport): string | undefined {
  if (report.stages.length === 0 || report.stages.length > mostStages) return undefined
  const id = new Map(report.stages.map((stage, index) => [stage.name, `s${index}`]))
  const nodes = report.stages.map((stage) => {
    const shape = stage.kind === 'service' ? ['([', '])'] : ['[', ']']
    return `  ${id.get(stage.name)}${shape[0]}"${mermaidLabel(stage.name)}"${shape[1]}:::${stage.outcome}`
  })
  const edges = report.edges
    .filter(([from, to]) => id.has(from) && id.has(to))
    .map(([from, to]) => `  ${id.get(from)} --> ${id.get(to)}`)
  const classes = [...new Set(report.stages.map((stage) => stage.outcome))].map(
    (outcome) => `  classDef ${outcome} ${looks[outcome]}`,
  )
  return ['flowchart LR', ...nodes, ...edges, ...classes].join('\n')
}

/** Wait, pull, set-up and run of every stage on one time line; undefined when there is nothing to draw. */
export function gantt(report: RunReport): string | undefined {
  const drawn = report.stages.filter((stage) => stage.startedAt !== undefined && (stage.timings?.totalMs ?? 0) > 0)
  if (drawn.length === 0 || drawn.length > mostStages) return undefined
  const lines = ['gantt', '  dateFormat x', '  axisFormat %M:%S']
  for (const stage of drawn) {
    lines.push(`  section ${mermaidLabel(stage.name)}`)
    let at = (stage.startedAt ?? 0) - report.startedAt
    for (const [name, ms, tag] of partsOf(stage)) {
      lines.push(`  ${name} :${tag}${Math.round(at)}, ${Math.round(at + Math.max(1, ms))}`)
      at += ms
    }
  }
  return lines.join('\n')
}

/** The part in which a stage failed stands out. Text beside short "active" bars cannot be read in the dark theme. */
function partsOf(stage: StageReport): readonly (readonly [string, number, string])[] {
  const timings = stage.timings
  if (timings === undefined) return []
  const { waitMs, pullMs, setupMs, runMs } = timings
  const parts = [
    ['wait', waitMs],
    ['pull', pullMs],
    ['set-up', setupMs],
    ['run', runMs],
  ] as const
  const last = parts.findLast(([, ms]) => ms > 0)?.[0] ?? 'run'
  return parts
    .filter(([name, ms]) => ms >= shortestMs || name === last)
    .map(([name, ms]) => {
      const tag = name === last && stage.outcome === 'failed' ? 'crit, ' : name === 'run' ? '' : 'done, '
      return [name, ms, tag]
    })
}

/** A name as Mermaid may show it: it ends labels and lines at a few characters; entities keep them harmless. */
export function mermaidLabel(text: string): string {
  return text.replace(/[^A-Za-z0-9 ._-]/g, (character) => `#${character.codePointAt(0)};`).slice(0, 200)
}
