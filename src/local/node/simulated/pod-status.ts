import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, textAt } from '../../api/json.ts'
import { withCondition } from '../../controllers/conditions.ts'
import { mapAt, present } from '../../controllers/fields.ts'
import { timestamp } from '../../timestamp.ts'
import { containerStatus, endOf, type SimulatedContainer } from './container-state.ts'

/** What the node knows about a pod. */
export interface PodFacts {
  readonly containers: readonly SimulatedContainer[]
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed'
  readonly hasSandbox: boolean
  readonly podIP: string | undefined
  readonly hostIP: string
  readonly startedMs: number
  /** Why it failed as a whole: Evicted, DeadlineExceeded. */
  readonly failure?: { readonly reason: string; readonly message: string; readonly isDisruption: boolean } | undefined
}

/** The status a kubelet would write. */
export function podStatus(pod: KubeObject, facts: PodFacts, now: number): Record<string, unknown> {
  const init = facts.containers.filter((container) => container.role !== 'main')
  const main = facts.containers.filter((container) => container.role === 'main')
  const statuses = (containers: readonly SimulatedContainer[]) =>
    containers.map((container) => containerStatus(container, mountsOf(pod, container.name)))
  const sortedMain = [...main].sort((a, b) => (a.name < b.name ? -1 : 1))
  return present({
    observedGeneration: pod.metadata['generation'],
    phase: facts.phase,
    conditions: conditionsOf(pod, facts, now),
    reason: facts.failure?.reason,
    message: facts.failure?.message,
    hostIP: facts.hostIP,
    hostIPs: [{ ip: facts.hostIP }],
    podIP: facts.podIP,
    podIPs: facts.podIP === undefined ? undefined : [{ ip: facts.podIP }],
    startTime: timestamp(facts.startedMs),
    initContainerStatuses: init.length === 0 ? undefined : statuses(init),
    containerStatuses: statuses(sortedMain),
    qosClass: textAt(pod, 'status', 'qosClass') || 'BestEffort',
  })
}

type Verdict = readonly [type: string, isTrue: boolean, reason?: string | undefined, message?: string | undefined]

function conditionsOf(pod: KubeObject, facts: PodFacts, now: number): readonly unknown[] {
  const known = listAt(pod, 'status', 'conditions')
  const placed = known.filter((condition) => textAt(condition, 'type') === 'PodScheduled')
  const others = known.filter((condition) => !placed.includes(condition))
  const extra = { observedGeneration: pod.metadata['generation'], lastProbeTime: null }
  const all = verdicts(facts).reduce<readonly unknown[]>(
    (list, [type, isTrue, reason, message]) =>
      withCondition(list, asCondition({ type, status: isTrue ? 'True' : 'False', reason, message }), now, extra),
    others,
  )
  const scheduled = placed.map((condition) => ({ ...mapAt(condition), observedGeneration: pod.metadata['generation'] }))
  return [...all, ...scheduled]
}

function asCondition(condition: {
  readonly type: string
  readonly status: 'True' | 'False'
  readonly reason: string | undefined
  readonly message: string | undefined
}) {
  const { type, status, reason, message } = condition
  return { type, status, ...(reason !== undefined && { reason }), ...(message !== undefined && { message }) }
}

function verdicts(facts: PodFacts): readonly Verdict[] {
  const init = facts.containers.filter((container) => container.role !== 'main')
  const serving = facts.containers.filter((container) => container.role !== 'init')
  const isOver = facts.phase === 'Succeeded' || facts.phase === 'Failed'
  const ending = endingReason(facts)
  const unready = serving.filter((container) => !container.isReady).map(({ name }) => name)
  const uninitialised = init.filter((container) => !isInitialised(container)).map(({ name }) => name)
  const isInitialisedPod = uninitialised.length === 0
  const isReady = unready.length === 0 && !isOver
  const notReady: readonly [string?, string?] =
    ending === undefined ? ['ContainersNotReady', `containers with unready status: [${unready.join(' ')}]`] : [ending]
  const disruption: readonly Verdict[] = facts.failure?.isDisruption
    ? [['DisruptionTarget', true, 'TerminationByKubelet', facts.failure.message]]
    : []
  return [
    ...disruption,
    ['PodReadyToStartContainers', facts.hasSandbox && !isOver],
    isInitialisedPod
      ? ['Initialized', true, ending === 'PodCompleted' ? ending : undefined]
      : [
          'Initialized',
          false,
          'ContainersNotInitialized',
          `containers with incomplete status: [${uninitialised.join(' ')}]`,
        ],
    isReady ? ['Ready', true] : ['Ready', false, ...notReady],
    isReady ? ['ContainersReady', true] : ['ContainersReady', false, ...notReady],
  ]
}

/** Set when every container has ended for good, also while the phase still lags behind. */
function endingReason({ containers, phase }: PodFacts): string | undefined {
  const main = containers.filter((container) => container.role === 'main')
  const ends = main.map(endOf)
  if (phase === 'Succeeded') return 'PodCompleted'
  if (phase === 'Failed') return 'PodFailed'
  if (phase === 'Pending' || ends.some((end) => end === undefined) || !main.every((container) => container.isFinal))
    return undefined
  return ends.every((end) => end?.exitCode === 0) ? 'PodCompleted' : 'PodFailed'
}

function isInitialised(container: SimulatedContainer): boolean {
  return container.role === 'sidecar'
    ? container.isStarted || container.runs.length > 0
    : endOf(container)?.exitCode === 0
}

function mountsOf(pod: KubeObject, name: string): readonly unknown[] {
  const specs = [...listAt(pod, 'spec', 'containers'), ...listAt(pod, 'spec', 'initContainers')]
  return listAt(
    specs.find((spec) => textAt(spec, 'name') === name),
    'volumeMounts',
  )
}
