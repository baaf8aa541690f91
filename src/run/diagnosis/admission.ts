import type { KubeObject } from '../../plan/objects.ts'
import type { Graces } from '../judgement.ts'
import { refOf, textField, uidOf } from '../world.ts'
import type { Cause } from './causes.ts'
import { conditionEvidence, conditionOf, oneLine } from './fields.ts'
import { type Finding, failureOf, type Scene } from './finding.ts'
import { quantity } from './scheduling.ts'

/** Why the cluster refuses to create something, in the words of the API server. */
export interface Refused {
  readonly cause: Cause
  readonly sentence: string
  /** No waiting can cure it: more is asked for than there ever is. */
  readonly isForever?: boolean
}

/** Classifies a refusal of an admission plug-in, a policy, a quota or a webhook. */
export function classifyRefused(message: string): Refused | undefined {
  const said = oneLine(message.replace(/^\(combined from similar events\): /, '').replace(/^Error creating: /, ''), 500)
  const quota = /exceeded quota: ([^,]+), requested: (.+), used: (.+), limited: (.+)$/.exec(said)
  if (quota) {
    const sentence = `the quota "${quota[1]}" is used up: requested ${quota[2]}, used ${quota[3]}, limit ${quota[4]}`
    return { cause: 'quota', sentence, ...(isBeyond(quota[2] ?? '', quota[4] ?? '') ? { isForever: true } : {}) }
  }
  const must = /failed quota: ([^:]+): must specify (.+)$/.exec(said)
  if (must)
    return {
      cause: 'quota',
      isForever: true,
      sentence: `the quota "${must[1]}" demands that the pod states ${must[2]}`,
    }
  const forbidden = said.replace(/^.* is forbidden: /, '')
  if (/violates PodSecurity/.test(said)) return { cause: 'pod-security', sentence: `the pod ${forbidden}` }
  if (/service ?account .*not found/i.test(said)) {
    const name = /serviceaccount "([^"]+)"/.exec(said)?.[1]
    return { cause: 'missing-service-account', sentence: `the service account "${name}" does not exist` }
  }
  if (/failed calling webhook/.test(said)) {
    return { cause: 'webhook-failing', sentence: said.replace(/^Internal error occurred: /, '') }
  }
  if (/denied (the )?request/.test(said)) return { cause: 'admission', sentence: forbidden }
  if (/(maximum|minimum) .* usage per|must be less than or equal to .* limit/.test(said)) {
    return { cause: 'limit-range', sentence: `the limit range does not allow it: ${forbidden}` }
  }
  return undefined
}

/** True when more is requested of one thing than its quota would allow if all of it were free. */
function isBeyond(requested: string, limited: string): boolean {
  const amounts = (text: string) => text.split(',').map((part) => part.trim().split('='))
  const limits = new Map(amounts(limited).map(([name = '', amount = '']) => [name, quantity(amount)]))
  return amounts(requested).some(([name = '', amount = '']) => quantity(amount) > (limits.get(name) ?? Infinity))
}

/** How long a refusal may last: others may free a quota, a webhook may come back. */
export function refusedGraceMs({ cause, isForever }: Refused, graces: Graces): number {
  if (cause === 'webhook-failing') return graces.webhookMs
  if (cause === 'quota') return isForever === true ? 0 : graces.quotaMs
  return cause === 'create-refused' ? graces.quotaMs : 0
}

/** Pods that a ReplicaSet or a Deployment may not create, from its ReplicaFailure condition. */
export function replicaFailure(owner: KubeObject, blamed: KubeObject, scene: Scene): Finding | undefined {
  const condition = conditionOf(owner, 'ReplicaFailure')
  if (condition?.status !== 'True') return undefined
  return refusedFinding(condition.message, blamed, conditionEvidence(condition), scene)
}

/** Pods that a Job, StatefulSet or DaemonSet may not create; only its events tell. */
export function createEvents(owner: KubeObject, scene: Scene): Finding | undefined {
  const event = scene.world.eventsOf(uidOf(owner)).findLast((item) => textField(item, 'reason') === 'FailedCreate')
  if (event === undefined) return undefined
  const message = textField(event, 'message') ?? ''
  const evidence = [
    { path: `Event/${event.metadata.name}.reason`, value: 'FailedCreate' },
    { path: `Event/${event.metadata.name}.message`, value: message },
  ]
  return refusedFinding(message, owner, evidence, scene)
}

function refusedFinding(
  message: string,
  blamed: KubeObject,
  evidence: readonly { readonly path: string; readonly value: string }[],
  scene: Scene,
): Finding {
  const refused = classifyRefused(message) ?? { cause: 'create-refused', sentence: `no pod can be created: ${message}` }
  return {
    key: `refused:${uidOf(blamed)}:${refused.cause}`,
    graceMs: refusedGraceMs(refused, scene.graces),
    failure: failureOf(refused.cause, refused.sentence, { object: refOf(blamed), evidence }),
  }
}
