import type { BatchStage } from '../model/pipeline.ts'
import { combinationsOf, combinationText } from '../plan/matrix.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import type { Engine } from './engine.ts'
import type { Verdict } from './judgement.ts'
import { reportOf } from './stage-outputs.ts'
import { listField, textField } from './world.ts'

const indexKey = 'batch.kubernetes.io/job-completion-index'

/** The verdict on a matrix: outputs of all pods as lists in the order of the combinations, a failure with its values. */
export function matrixVerdict(engine: Engine, stage: BatchStage, verdict: Verdict): Verdict {
  const { matrix } = stage
  if (matrix === undefined) return verdict
  const combinations = combinationsOf(matrix)
  if (verdict.state === 'succeeded') {
    const pods = new Set(verdict.pods)
    const ended = engine.world.of('Pod').filter(({ metadata }) => pods.has(metadata.name))
    return { ...verdict, outputs: JSON.stringify({ outputs: listed(ended, combinations.length) }) }
  }
  if (verdict.state !== 'failed') return verdict
  const { failure } = verdict
  const pod = engine.world
    .of('Pod')
    .find(({ kind, metadata }) => kind === failure.object?.kind && metadata.name === failure.object.name)
  const values = combinations[completionIndex(pod)]
  if (values === undefined) return verdict
  const message = `with ${combinationText(values)}: ${failure.message}`
  return { state: 'failed', failure: { ...failure, message } }
}

/** Each output as the list of what the pods wrote; null where one wrote nothing. */
function listed(pods: readonly KubeObject[], count: number): Readonly<Record<string, readonly unknown[]>> {
  const rows = new Map(pods.map((pod) => [completionIndex(pod), outputsOf(pod)]))
  const keys = new Set([...rows.values()].flatMap((outputs) => Object.keys(outputs)))
  return Object.fromEntries(
    [...keys].map((key) => [key, Array.from({ length: count }, (_, index) => meaning(rows.get(index)?.[key]))]),
  )
}

function outputsOf(pod: KubeObject): Readonly<Record<string, string>> {
  const status = listField(pod, 'status', 'containerStatuses').find((one) => textField(one, 'name') === 'bodywork')
  return reportOf(textField(field(status, 'state', 'terminated'), 'message') ?? '').outputs
}

/** A number where a text is one, so that a list of measurements is a list of numbers. */
function meaning(text: string | undefined): string | number | null {
  if (text === undefined) return null
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : text
}

/** Which combination a pod runs with; -1 for one that tells none. */
export function completionIndex(pod: KubeObject | undefined): number {
  const text = pod?.metadata.annotations?.[indexKey] ?? pod?.metadata.labels?.[indexKey]
  return text === undefined ? -1 : Number(text)
}
