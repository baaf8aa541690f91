import type { Failure } from '../events.ts'
import { listField, refOf, textField } from '../world.ts'
import { conditionEvidence } from './fields.ts'
import { failureOf, type Scene } from './finding.ts'

/** A namespace that is being deleted takes everything in it along. */
export function namespaceFailure(name: string | undefined, scene: Scene): Failure | undefined {
  if (name === undefined) return undefined
  const namespace = scene.world.named('Namespace', undefined, name)
  if (namespace === undefined || textField(namespace, 'status', 'phase') !== 'Terminating') return undefined
  const remaining = listField(namespace, 'status', 'conditions')
    .filter((item) => /Remaining$/.test(textField(item, 'type') ?? '') && textField(item, 'status') === 'True')
    .map((item) => ({
      type: textField(item, 'type') ?? '',
      status: 'True',
      reason: textField(item, 'reason') ?? '',
      message: textField(item, 'message') ?? '',
    }))
  const why = remaining.map((condition) => condition.message).join('; ')
  return failureOf('namespace-terminating', `the namespace "${name}" is being deleted${why ? `: ${why}` : ''}`, {
    object: refOf(namespace),
    evidence: [{ path: 'status.phase', value: 'Terminating' }, ...remaining.flatMap(conditionEvidence)],
  })
}
