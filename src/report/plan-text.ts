import type { Plan } from '../plan/plan.ts'
import { appliedObjects } from '../plan/plan-objects.ts'
import type { Preview } from '../run/preview.ts'
import { planRows, sourceText, totalsLines } from './plan-rows.ts'
import { preflightLines, previewLines } from './preview-text.ts'
import { safeLine } from './safe-line.ts'

/** A plan for a terminal: what would run, in which order, with which limits, and which objects that takes. */
export function planAsText(plan: Plan, preview?: Preview): string {
  const { pipeline, facts } = plan
  const branch = facts.branch === undefined ? '' : ` on ${facts.branch}`
  const source = sourceText(plan)
  const rows = planRows(plan).map((row) => [
    row.step,
    row.stage,
    row.kind,
    row.runs,
    row.image,
    row.limits,
    row.resources,
  ])
  const lines = [
    `${pipeline.name} into namespace ${pipeline.namespace}, commit ${facts.commit}${branch}`,
    ...(source === undefined ? [] : [`source: ${source}`]),
    '',
    ...columns([['step', 'stage', 'kind', 'runs', 'image', 'limits', 'asks for'], ...rows]),
    '',
    ...totalsLines(plan),
    ...copiesLines(plan),
    ...(preview === undefined
      ? objectLines(plan)
      : [
          '',
          'in the cluster:',
          ...previewLines(preview).map((line) => `  ${line}`),
          ...indented(preflightLines(preview)),
        ]),
  ]
  return `${lines.map((line) => safeLine(line, { keepColor: false })).join('\n')}\n`
}

function indented([title, ...lines]: readonly string[]): readonly string[] {
  return title === undefined ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

function copiesLines(plan: Plan): readonly string[] {
  const copies = (plan.secretCopies ?? []).map(
    ({ from, to, keys }) =>
      `secret ${from.namespace}/${from.name} is copied to ${to.namespace}/${to.name} (keys ${keys.join(', ')})`,
  )
  const made = (plan.pullSecrets ?? []).map(
    ({ namespace, name, registries }) =>
      `secret ${namespace}/${name} is made from the docker login for ${registries.join(', ')}`,
  )
  return [...copies, ...made]
}

function objectLines(plan: Plan): readonly string[] {
  const objects = appliedObjects(plan).map(({ kind, metadata }) => `${kind}/${metadata.name}`)
  return ['', `${objects.length} objects, in this order:`, ...objects.map((object) => `  ${object}`)]
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
}
