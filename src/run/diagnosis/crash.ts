import { endedFailure } from './exit-codes.ts'
import type { Finding } from './finding.ts'
import type { ContainerView, PodView } from './pod-view.ts'

/** A container that ends again and again; the second end decides, memory kills decide at once. */
export function crashFinding(pod: PodView, container: ContainerView): Finding | undefined {
  if (container.role === 'sidecar') return undefined
  const where = container.ended === undefined ? 'lastState' : 'state'
  const ended = container.ended ?? container.last
  if (ended === undefined) return undefined
  const isOom = ended.reason === 'OOMKilled' && ended.exitCode !== 0 && !container.isReady
  if (!isOom && !(container.restarts >= 1 && isDown(container))) return undefined
  return {
    key: `crash:${pod.uid}:${container.name}`,
    graceMs: 0,
    failure: crashed(pod, container, ended, where),
  }
}

function isDown(container: ContainerView): boolean {
  // A service whose program ends with 0 again and again is broken too; an init container that did is done.
  if (container.ended !== undefined) return container.role === 'main' || container.ended.exitCode !== 0
  return container.waiting?.reason === 'CrashLoopBackOff' || container.waiting?.reason === 'RunContainerError'
}

function crashed(pod: PodView, container: ContainerView, ended: NonNullable<ContainerView['ended']>, where: string) {
  const failure = endedFailure(pod, container, ended, where)
  const evidence = [{ path: `${container.path}.restartCount`, value: String(container.restarts) }, ...failure.evidence]
  return { ...failure, message: `${failure.message}; restarted ${times(container.restarts)}`, evidence }
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}
