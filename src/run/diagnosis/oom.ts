import type { Failure } from '../events.ts'
import { textField } from '../world.ts'
import { failureOf } from './finding.ts'
import type { ContainerView, Ended, PodView } from './pod-view.ts'

/** A container that ended because it, or a process in it, was killed for memory. */
export function oomFailure(pod: PodView, container: ContainerView, ended: Ended, where: string): Failure {
  const limit = textField(container.spec, 'resources', 'limits', 'memory')
  const request = textField(container.spec, 'resources', 'requests', 'memory')
  const bounds = limit
    ? `its memory limit of ${limit}${request && request !== limit ? ` (request ${request})` : ''}`
    : `the memory of node ${pod.node || '?'} (it has no memory limit)`
  const who = ended.exitCode === 137 ? `container ${container.name}` : `a process of container ${container.name}`
  const role = container.role === 'init' ? 'init ' : ''
  return failureOf('oom', `${role}${who} was killed: it used more than ${bounds}; exit code ${ended.exitCode}`, {
    object: pod.ref,
    evidence: [
      { path: `${container.path}.${where}.terminated.reason`, value: ended.reason },
      { path: `${container.path}.${where}.terminated.exitCode`, value: String(ended.exitCode) },
    ],
    exitCode: ended.exitCode,
    ...(limit ? { hint: `raise the memory limit above ${limit}, or use less` } : {}),
  })
}
