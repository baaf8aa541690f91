import { existsSync } from 'node:fs'
import type { KubeObject } from '../../../plan/objects.ts'
import { badRequest } from '../../api/fault.ts'
import { at, numberAt, textAt } from '../../api/json.ts'
import type { LogOptions } from '../../contract.ts'
import { containerStatuses } from '../../controllers/pod-state.ts'
import { logStream } from './log-stream.ts'
import type { Machine } from './machine.ts'
import { podFolder } from './pod-folder.ts'

/** The log that is asked for, found by the pod's status; throws ApiFault in a kubelet's words when there is none. */
export function podLog(machine: Machine, pod: KubeObject, options: LogOptions): AsyncIterable<Uint8Array> {
  const { container, previous } = options
  const name = pod.metadata.name
  const status = containerStatuses(pod).find((item) => textAt(item, 'name') === container)
  const hasRun = textAt(status, 'containerID') !== ''
  const isWaiting = at(status, 'state', 'waiting') !== undefined
  const last = hasRun ? (numberAt(status, 'restartCount') ?? 0) : -1
  const number = previous && !isWaiting ? last - 1 : last
  if (number < 0 && previous)
    throw badRequest(`previous terminated container "${container}" in pod "${name}" not found`)
  if (number < 0) {
    const reason = textAt(status, 'state', 'waiting', 'reason') || 'ContainerCreating'
    const why = /ImagePull/.test(reason) ? 'trying and failing to pull image' : reason
    throw badRequest(`container "${container}" in pod "${name}" is waiting to start: ${why}`)
  }
  const path = podFolder(machine.root, textAt(pod, 'metadata', 'uid'))
    .container(container)
    .log(number)
  const live = machine.logs.get(path)
  if (live === undefined && !existsSync(path))
    throw badRequest(`unable to retrieve container logs for ${textAt(status, 'containerID')}`)
  return logStream(path, live, options, machine.clock.now())
}
