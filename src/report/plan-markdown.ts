import type { Plan } from '../plan/plan.ts'
import { appliedObjects } from '../plan/plan-objects.ts'
import type { Preview } from '../run/preview.ts'
import { cellCode, code, fenced, inline, table } from './markdown-text.ts'
import { mermaidLabel } from './mermaid.ts'
import { planRows, sourceText, totalsLines } from './plan-rows.ts'
import { preflightLines, previewLines } from './preview-text.ts'

/** Above this many stages a drawing is no help. */
const mostDrawn = 120

/** A plan for a comment on a pull request: the graph, the stages, and what would change. */
export function planAsMarkdown(plan: Plan, preview?: Preview): string {
  const { pipeline, facts } = plan
  const branch = facts.branch === undefined ? '' : ` on ${code(facts.branch)}`
  const source = sourceText(plan)
  const rows = planRows(plan).map((row) => [
    row.step,
    cellCode(row.stage),
    row.kind,
    cellCode(row.runs),
    row.image === '' ? '' : cellCode(row.image),
    inline(row.limits),
    inline(row.resources),
  ])
  const parts = [
    `### Plan: ${inline(pipeline.name)}`,
    `Into namespace ${code(pipeline.namespace)}, commit ${code(facts.commit.slice(0, 21))}${branch}.`,
    plan.stages.length === 0 || plan.stages.length > mostDrawn ? '' : fenced(planGraph(plan), 'mermaid'),
    table(['step', 'stage', 'kind', 'runs', 'image', 'limits', 'asks for'], rows),
    [...(source === undefined ? [] : [`source: ${source}`]), ...totalsLines(plan)]
      .map((line) => `- ${inline(line)}`)
      .join('\n'),
    preview === undefined ? objectsBlock(plan) : `**In the cluster**\n\n${fenced(previewLines(preview), 'diff')}`,
    preview === undefined ? '' : preflightBlock(preflightLines(preview)),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function preflightBlock([title, ...lines]: readonly string[]): string {
  return title === undefined ? '' : `**${title}**\n\n${lines.map((line) => `- ${inline(line)}`).join('\n')}`
}

function objectsBlock(plan: Plan): string {
  const objects = appliedObjects(plan)
  const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)
  return `<details><summary>${objects.length} objects</summary>\n\n${fenced(names)}\n\n</details>`
}

function planGraph(plan: Plan): readonly string[] {
  const ids = new Map(plan.stages.map(({ stage }, index) => [stage.name, `s${index}`]))
  const nodes = plan.stages.map(({ stage }) => {
    const [open, close] = stage.kind === 'service' ? ['([', '])'] : ['[', ']']
    return `  ${ids.get(stage.name)}${open}"${mermaidLabel(stage.name)}"${close}`
  })
  const edges = plan.stages.flatMap(({ stage, needs }) =>
    needs.filter((need) => ids.has(need)).map((need) => `  ${ids.get(need)} --> ${ids.get(stage.name)}`),
  )
  return ['flowchart LR', ...nodes, ...edges]
}
