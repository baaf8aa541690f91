import { field, type KubeObject } from '../../plan/objects.ts'
import type { Cause } from '../diagnosis/causes.ts'
import { type Condition, conditionEvidence, conditionOf } from '../diagnosis/fields.ts'
import { failureOf, type Scene, weigh } from '../diagnosis/finding.ts'
import type { Judgement } from '../judgement.ts'
import { listField, numberField, refOf, textField, uidOf } from '../world.ts'
import { failedWith, seen, waitingFor } from './outcome.ts'

/** How an object of a custom kind stands. */
type Standing =
  | { readonly is: 'ready' }
  | { readonly is: 'busy'; readonly message: string }
  | {
      readonly is: 'bad'
      readonly cause: Cause
      readonly message: string
      readonly evidence: Evidence
      readonly graceMs: number
    }

type Evidence = readonly { readonly path: string; readonly value: string }[]

const recoverMs = 60_000

/** Judges an object of any kind by what its controller says, once it has seen the newest generation. */
export function judgeCustom(object: KubeObject, generation: number, scene: Scene): Judgement {
  const observed = numberField(object, 'status', 'observedGeneration')
  const newest = Math.max(generation, numberField(object, 'metadata', 'generation') ?? 0)
  if (observed !== undefined && observed < newest) {
    return waitingFor(
      { reason: 'reconciling', message: 'its controller has not seen the new version yet' },
      { memory: {} },
      {},
      seen(scene),
    )
  }
  const standing = standingOf(object)
  if (standing.is === 'ready') return { verdict: { state: 'ready', ready: 1, wanted: 1 }, memory: seen(scene) }
  if (standing.is === 'busy') {
    return waitingFor({ reason: 'reconciling', message: standing.message }, { memory: {} }, {}, seen(scene))
  }
  const failure = failureOf(standing.cause, standing.message, { object: refOf(object), evidence: standing.evidence })
  const weighed = weigh(
    [{ key: `custom:${uidOf(object)}:${standing.cause}`, graceMs: standing.graceMs, failure }],
    scene,
  )
  const memory = { ...weighed.memory, ...seen(scene) }
  if (weighed.final !== undefined) return failedWith(weighed.final, memory)
  return waitingFor({ reason: standing.cause, message: standing.message }, weighed, {}, seen(scene))
}

function standingOf(object: KubeObject): Standing {
  const group = object.apiVersion.split('/')[0] ?? ''
  const special = specials.find((row) => row.group.test(group) && row.kind.test(object.kind))
  return special?.read(object) ?? byConditions(object)
}

/** Kinds that say how they stand in fields of their own. */
const specials: readonly {
  readonly group: RegExp
  readonly kind: RegExp
  readonly read: (object: KubeObject) => Standing | undefined
}[] = [
  {
    group: /^machinelearning\.seldon\.io$/,
    kind: /^SeldonDeployment$/,
    read: byPhase('state', /^Available$/, /^Failed$/),
  },
  { group: /^serving\.kserve\.io$/, kind: /^InferenceService$/, read: modelStatus },
  { group: /^argoproj\.io$/, kind: /^Workflow$/, read: byPhase('phase', /^Succeeded$/, /^(Failed|Error)$/) },
  { group: /^argoproj\.io$/, kind: /^Rollout$/, read: byPhase('phase', /^Healthy$/, /^Degraded$/) },
  { group: /^gateway\.networking\.k8s\.io$/, kind: /Route$/, read: routeStatus },
]

function byPhase(name: string, good: RegExp, bad: RegExp): (object: KubeObject) => Standing {
  return (object) => {
    const value = textField(object, 'status', name) ?? ''
    if (good.test(value)) return { is: 'ready' }
    const said = textField(object, 'status', 'message') ?? textField(object, 'status', 'description')
    const message = `${object.kind} "${object.metadata.name}" is ${value || 'new'}${said ? `: ${said}` : ''}`
    if (!bad.test(value)) return { is: 'busy', message }
    return { is: 'bad', cause: 'resource-failed', message, evidence: [{ path: `status.${name}`, value }], graceMs: 0 }
  }
}

function modelStatus(object: KubeObject): Standing | undefined {
  const status = field(object, 'status', 'modelStatus')
  const transition = textField(status, 'transitionStatus') ?? ''
  const target = textField(status, 'states', 'targetModelState') ?? ''
  if (!/^(InvalidSpec|BlockedByFailedLoad)$/.test(transition) && target !== 'FailedToLoad') return undefined
  const info = field(status, 'lastFailureInfo')
  const why = [textField(info, 'reason'), textField(info, 'message')].filter(Boolean).join(': ')
  const evidence = [
    { path: 'status.modelStatus.transitionStatus', value: transition },
    { path: 'status.modelStatus.states.targetModelState', value: target },
    { path: 'status.modelStatus.lastFailureInfo', value: why },
  ].filter((item) => item.value !== '')
  return {
    is: 'bad',
    cause: 'model-failed',
    message: `the model cannot be served: ${why || transition}`,
    evidence,
    graceMs: 0,
  }
}

function routeStatus(object: KubeObject): Standing {
  const parents = listField(object, 'status', 'parents')
  for (const parent of parents) {
    for (const type of ['Accepted', 'ResolvedRefs']) {
      const condition = conditionOf({ status: parent }, type)
      if (condition?.status !== 'False') continue
      const message = `${object.kind} "${object.metadata.name}" is not served: ${condition.message || condition.reason}`
      return { is: 'bad', cause: 'route', message, evidence: conditionEvidence(condition), graceMs: recoverMs }
    }
  }
  return parents.length > 0 ? { is: 'ready' } : { is: 'busy', message: 'no gateway has taken the route yet' }
}

/** The common convention: Stalled and Reconciling, then Ready and its like; no conditions at all means ready. */
function byConditions(object: KubeObject): Standing {
  const stalled = conditionOf(object, 'Stalled')
  if (stalled?.status === 'True') return bad(object, stalled, 0)
  const reconciling = conditionOf(object, 'Reconciling')
  if (reconciling?.status === 'True') return { is: 'busy', message: reconciling.message || 'it is being reconciled' }
  const failed = conditionOf(object, 'Failed')
  if (failed?.status === 'True') return bad(object, failed, 0)
  const deciding = ['Ready', 'Available', 'Healthy', 'Succeeded', 'Complete', 'Programmed', 'Established']
  const decides = deciding.map((type) => conditionOf(object, type)).find((condition) => condition !== undefined)
  if (decides === undefined || decides.status === 'True') return { is: 'ready' }
  if (decides.status === 'Unknown') return { is: 'busy', message: decides.message || 'it is being reconciled' }
  return bad(object, decides, recoverMs)
}

function bad(object: KubeObject, condition: Condition, graceMs: number): Standing {
  const said = [condition.reason, condition.message].filter((text) => text !== '').join(': ')
  const message = `${object.kind} "${object.metadata.name}" has ${condition.type}=${condition.status}: ${said}`
  return { is: 'bad', cause: 'resource-failed', message, evidence: conditionEvidence(condition), graceMs }
}
