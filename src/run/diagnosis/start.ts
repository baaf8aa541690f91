import { startFailure } from './exit-codes.ts'
import type { Finding } from './finding.ts'
import type { ContainerView, PodView } from './pod-view.ts'

const slowMs = 300_000

/** Why the runtime cannot create or start a container: CreateContainerError and RunContainerError. */
export function startFinding(pod: PodView, container: ContainerView): Finding | undefined {
  const waiting = container.waiting
  if (waiting === undefined) return undefined
  const ended = container.ended ?? container.last
  const isStart = waiting.reason === 'CreateContainerError' || waiting.reason === 'RunContainerError'
  const isLoop = waiting.reason === 'CrashLoopBackOff' && ended?.reason === 'StartError'
  if (!isStart && !isLoop) return undefined
  const message = waiting.message === '' || isLoop ? (ended?.message ?? waiting.message) : waiting.message
  const evidence = [
    { path: `${container.path}.state.waiting.reason`, value: waiting.reason },
    { path: `${container.path}.state.waiting.message`, value: waiting.message },
  ].filter((item) => item.value !== '')
  return {
    key: `start:${pod.uid}:${container.name}`,
    // A runtime that is overloaded says so; a name still reserved by the run before is gone at the next try.
    graceMs: /context deadline exceeded|name .* is reserved/.test(message) ? slowMs : 0,
    failure: startFailure(pod, container, message, evidence),
  }
}
