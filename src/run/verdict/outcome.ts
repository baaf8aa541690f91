import type { Weighed } from '../diagnosis/finding.ts'
import type { Failure } from '../events.ts'
import type { Judgement, Memory, Verdict } from '../judgement.ts'

/** A judgement that ends the subject. */
export function failedWith(failure: Failure, memory: Memory): Judgement {
  return { verdict: { state: 'failed', failure }, memory }
}

/** A judgement that waits, led by the suspicion if there is one. */
export function waitingFor(
  idle: { readonly reason: string; readonly message: string },
  weighed: Weighed,
  counts: { readonly ready?: number; readonly wanted?: number } = {},
  memory: Memory = {},
): Judgement {
  const { suspected, decideAt, meanwhile } = weighed
  const told = suspected === undefined ? idle : { reason: suspected.cause, message: meanwhile ?? suspected.message }
  const verdict: Verdict = {
    state: 'waiting',
    ...told,
    ...counts,
    ...(suspected === undefined ? {} : { suspected }),
    ...(decideAt === undefined ? {} : { decideAt }),
  }
  return { verdict, memory: { ...weighed.memory, ...memory } }
}

/** Memory key: the subject has been seen, so its absence means that it was deleted. */
export const seenKey = 'seen'

/** Memory of having seen the subject. */
export function seen(scene: { readonly now: number; readonly memory: Memory }): Memory {
  return { [seenKey]: scene.memory[seenKey] ?? scene.now }
}
