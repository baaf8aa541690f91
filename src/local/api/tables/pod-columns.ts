import type { KubeObject } from '../../../plan/objects.ts'
import { at, type Draft, draftsAt, listAt, numberAt, textAt } from '../json.ts'
import { ageOf } from './age.ts'
import { AGE, type Column, column, NAME, textOr, wide } from './column.ts'

/** The columns of pods. */
export const podColumns: readonly Column[] = [
  NAME,
  column('Ready', readyText),
  column('Status', statusText),
  column('Restarts', restartsText),
  AGE,
  wide('IP', (pod) => textOr(at(pod, 'status', 'podIP'), '<none>')),
  wide('Node', (pod) => textOr(at(pod, 'spec', 'nodeName'), '<none>')),
  wide('Nominated Node', (pod) => textOr(at(pod, 'status', 'nominatedNodeName'), '<none>')),
  wide('Readiness Gates', () => '<none>'),
]

function readyText(pod: KubeObject): string {
  const sidecars = draftsAt(pod, 'spec', 'initContainers')
    .filter(isSidecar)
    .map((container) => textAt(container, 'name'))
  const statuses = [
    ...draftsAt(pod, 'status', 'containerStatuses'),
    ...draftsAt(pod, 'status', 'initContainerStatuses').filter((status) => sidecars.includes(textAt(status, 'name'))),
  ]
  const ready = statuses.filter((status) => status['ready'] === true && at(status, 'state', 'running') !== undefined)
  return `${ready.length}/${listAt(pod, 'spec', 'containers').length + sidecars.length}`
}

function isSidecar(container: Draft): boolean {
  return container['restartPolicy'] === 'Always'
}

function statusText(pod: KubeObject): string {
  const reason = textAt(pod, 'status', 'reason')
  if (textAt(pod, 'metadata', 'deletionTimestamp') !== '' && !isOver(pod)) return 'Terminating'
  const init = initText(pod)
  if (init !== undefined) return init
  const statuses = draftsAt(pod, 'status', 'containerStatuses').toReversed()
  let text = reason === '' ? textAt(pod, 'status', 'phase') : reason
  for (const status of statuses) text = stateText(status) ?? text
  const runs = statuses.some((status) => status['ready'] === true && at(status, 'state', 'running') !== undefined)
  if (text === 'Completed' && runs) return isReady(pod) ? 'Running' : 'NotReady'
  const scheduled = draftsAt(pod, 'status', 'conditions').find((item) => item['type'] === 'PodScheduled')
  return text === 'Pending' && scheduled?.['reason'] === 'SchedulingGated' ? 'SchedulingGated' : text
}

function isOver(pod: KubeObject): boolean {
  return ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase'))
}

function isReady(pod: KubeObject): boolean {
  return draftsAt(pod, 'status', 'conditions').some((item) => item['type'] === 'Ready' && item['status'] === 'True')
}

function stateText(status: Draft): string | undefined {
  const waiting = textAt(status, 'state', 'waiting', 'reason')
  if (waiting !== '') return waiting
  const ended = at(status, 'state', 'terminated')
  if (ended === undefined) return undefined
  const signal = numberAt(ended, 'signal') ?? 0
  return textAt(ended, 'reason') || (signal === 0 ? `ExitCode:${numberAt(ended, 'exitCode') ?? 0}` : `Signal:${signal}`)
}

/** How far the containers are that run first; undefined when they are through. */
function initText(pod: KubeObject): string | undefined {
  const containers = draftsAt(pod, 'spec', 'initContainers')
  const statuses = draftsAt(pod, 'status', 'initContainerStatuses')
  for (const [index, status] of statuses.entries()) {
    const container = containers.find((item) => item['name'] === status['name'])
    if (numberAt(status, 'state', 'terminated', 'exitCode') === 0) continue
    if (container !== undefined && isSidecar(container) && status['started'] === true) continue
    const text = stateText(status)
    const isWaiting = text === undefined || text === 'PodInitializing' || text === 'ContainerCreating'
    return isWaiting ? `Init:${index}/${containers.length}` : `Init:${text}`
  }
  return undefined
}

function restartsText(pod: KubeObject, now: number): string {
  const statuses = draftsAt(pod, 'status', 'containerStatuses')
  const restarts = statuses.reduce((sum, status) => sum + (numberAt(status, 'restartCount') ?? 0), 0)
  const last = statuses
    .map((status) => textAt(status, 'lastState', 'terminated', 'finishedAt'))
    .filter((time) => time !== '')
    .sort()
    .at(-1)
  return restarts === 0 || last === undefined ? String(restarts) : `${restarts} (${ageOf(last, now)} ago)`
}
