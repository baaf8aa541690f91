import { type HelmStage, isPodStage, type Program, type Stage } from '../model/pipeline.ts'
import { never } from '../model/problem.ts'
import type { Plan, PlannedStage } from '../plan/plan.ts'
import { planTotals, type Totals } from '../plan/plan-totals.ts'
import { durationText } from './duration-text.ts'

/** What people want to know of a stage before it runs, in words. */
export interface PlanRow {
  readonly step: string
  readonly stage: string
  readonly kind: string
  readonly runs: string
  readonly image: string
  readonly limits: string
  readonly resources: string
}

/** One row a stage: the graph in the order of its steps, then the hooks. */
export function planRows(plan: Plan): readonly PlanRow[] {
  const { steps } = plan.pipeline
  const stepOf = ({ stage }: PlannedStage) => steps.findIndex((names) => names.includes(stage.name)) + 1
  const inOrder = [...plan.stages].sort((a, b) => stepOf(a) - stepOf(b))
  const { onFailure, onSuccess, always } = plan.hooks
  return [
    ...inOrder.map((planned) => rowOf(planned.stage, String(stepOf(planned)))),
    ...(onFailure === undefined ? [] : [rowOf(onFailure.stage, 'on failure')]),
    ...(onSuccess === undefined ? [] : [rowOf(onSuccess.stage, 'on success')]),
    ...(always === undefined ? [] : [rowOf(always.stage, 'always')]),
  ]
}

/** Resources that are asked for together, in words. */
export function totalsLines(plan: Plan): readonly string[] {
  const { services, largestStep } = planTotals(plan)
  return [
    ...(isNothing(services) ? [] : [`services ask for ${totalsText(services)} together`]),
    ...(isNothing(largestStep) ? [] : [`batch stages ask for at most ${totalsText(largestStep)} at a time`]),
  ]
}

/** What is sent of the code, in words; undefined when nothing is. */
export function sourceText(plan: Plan): string | undefined {
  const { bundle } = plan.facts
  if (bundle === undefined) return undefined
  const count = (number: number, one: string) => `${number} ${one}${number === 1 ? '' : 's'}`
  const size = `${(bundle.bytes / 1024).toFixed(1)} KiB`
  return `${count(bundle.files.length, 'file')}, ${size} packed, in ${count(bundle.pieces.length, 'ConfigMap')}, SHA-256 ${bundle.sha256.slice(0, 12)}`
}

function rowOf(stage: Stage, step: string): PlanRow {
  const base = { step, stage: stage.name, kind: stage.kind }
  if (!isPodStage(stage)) {
    const runs = stage.kind === 'helm' ? chartText(stage) : stage.paths.join(', ')
    return { ...base, runs, image: '', limits: seconds('limit', stage.timeoutSeconds), resources: '' }
  }
  const { cpu, memory, gpu } = stage.resources
  const resources = [cpu && `cpu ${cpu}`, memory && `memory ${memory}`, gpu && `gpu ${gpu.count}`].filter(Boolean)
  return {
    ...base,
    runs: programText(stage.program),
    image: stage.image,
    limits: limitsOf(stage),
    resources: resources.join(', '),
  }
}

function chartText({ chart, byHelm, release }: HelmStage): string {
  return byHelm === true ? `chart ${chart}, installed by helm as ${release}` : `chart ${chart}`
}

function limitsOf(stage: Extract<Stage, { kind: 'batch' | 'service' }>): string {
  if (stage.kind === 'service') {
    const count =
      stage.autoscale === undefined ? String(stage.replicas) : `${stage.autoscale.min} to ${stage.autoscale.max}`
    return `port ${stage.port}, replicas ${count}, ${seconds('ready in', stage.startupTimeoutSeconds)}`
  }
  return `${seconds('limit', stage.timeoutSeconds)}, retries ${stage.retries}`
}

function seconds(what: string, limit: number | undefined): string {
  return limit === undefined || limit <= 0 ? `no ${what}` : `${what} ${durationText(limit * 1000)}`
}

function programText(program: Program): string {
  switch (program.kind) {
    case 'python':
    case 'notebook':
      return program.path
    case 'command':
      return program.command.join(' ')
    case 'image':
      return 'the image itself'
    default:
      return never(program)
  }
}

function isNothing(totals: Totals): boolean {
  return totals.cpu === '0' && totals.memory === '0' && totals.gpus === 0
}

function totalsText({ cpu, memory, gpus }: Totals): string {
  return `cpu ${cpu}, memory ${memory}${gpus > 0 ? `, gpu ${gpus}` : ''}`
}
