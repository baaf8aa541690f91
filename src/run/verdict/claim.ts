import type { KubeObject } from '../../plan/objects.ts'
import { failureOf, type Scene, weigh } from '../diagnosis/finding.ts'
import type { Judgement } from '../judgement.ts'
import { refOf, textField, uidOf } from '../world.ts'
import { failedWith, seen, waitingFor } from './outcome.ts'

/** Judges a persistent volume claim; one that waits for its first pod is fine as it is. */
export function judgeClaim(claim: KubeObject, scene: Scene): Judgement {
  const phase = textField(claim, 'status', 'phase')
  const memory = seen(scene)
  if (phase === 'Bound') return { verdict: { state: 'ready', ready: 1, wanted: 1 }, memory }
  const object = refOf(claim)
  const evidence = [{ path: 'status.phase', value: phase ?? '' }]
  const name = claim.metadata.name
  if (phase === 'Lost')
    return failedWith(failureOf('pvc-lost', `the volume of claim "${name}" is gone`, { object, evidence }), memory)
  const event = scene.world.eventsOf(uidOf(claim)).at(-1)
  const reason = textField(event, 'reason') ?? ''
  if (reason === 'WaitForFirstConsumer') {
    return waitingFor(
      { reason: 'wait-for-first-consumer', message: `claim "${name}" waits for its first pod` },
      { memory: {} },
      {},
      memory,
    )
  }
  if (reason !== 'ProvisioningFailed' && reason !== 'FailedBinding') {
    return waitingFor({ reason: 'binding', message: `claim "${name}" waits for a volume` }, { memory: {} }, {}, memory)
  }
  const said = textField(event, 'message') ?? ''
  const storageClass = textField(claim, 'spec', 'storageClassName') || 'none'
  const failure = failureOf('pvc-unbound', `claim "${name}" (storage class ${storageClass}) is not bound: ${said}`, {
    object,
    evidence: [...evidence, { path: 'Event.reason', value: reason }, { path: 'Event.message', value: said }],
  })
  const weighed = weigh([{ key: `claim:${uidOf(claim)}`, graceMs: scene.graces.mountMs, failure }], scene)
  if (weighed.final !== undefined) return failedWith(weighed.final, { ...weighed.memory, ...memory })
  return waitingFor({ reason: 'binding', message: said }, weighed, {}, memory)
}
