import type { KubeObject } from '../../../plan/objects.ts'
import { numberAt } from '../../api/json.ts'
import { idOf } from '../../controllers/object-id.ts'
import { type RunnerEvents, startContainer, stopContainer } from './container-runner.ts'
import { endOf, isRunning, type SimulatedContainer } from './container-state.ts'
import type { PodContext } from './pod-context.ts'
import { volumeFault } from './references.ts'

const SEEN_MS = 20
const SETUP_MS = 500
const FIRST_MOUNT_RETRY_MS = 500
const LONGEST_MOUNT_RETRY_MS = 122_000
const REMOVE_MS = 100

/** Takes a pod through its life on the node. */
export interface PodWorker {
  /** Looks at the pod again: it may have been told to end. */
  changed(pod: KubeObject): void
}

/** How containers come to be and end: by a script, or as processes. */
export interface PodLife {
  /** Time from the pod's arrival until its volumes are made. */
  readonly setupMs: number
  /** Makes the volumes; answers why that is not possible now. */
  mount(context: PodContext): string | undefined
  start(context: PodContext, container: SimulatedContainer, events: RunnerEvents): void
  stop(context: PodContext, container: SimulatedContainer, events: RunnerEvents): void
}

/** Containers that only pretend. */
const simulatedLife: PodLife = {
  setupMs: SETUP_MS,
  mount: ({ node, pod }) => volumeFault(node.store, pod),
  start: startContainer,
  stop: stopContainer,
}

/** Starts the pod's life; calls back when its last phase is written. */
export function podWorker(context: PodContext, onFinished: () => void, life: PodLife = simulatedLife): PodWorker {
  const { facts, containers, node, behaviour } = context
  const begun = new Set<SimulatedContainer>()
  const up = new Set<SimulatedContainer>()
  let isDone = false
  const events: RunnerEvents = { onStart: started, onEnd: ended }

  function begin(): void {
    context.after(SEEN_MS, () => context.publish())
    context.after(behaviour.setupMs ?? life.setupMs, () => mount(FIRST_MOUNT_RETRY_MS))
    const deadline = numberAt(context.pod, 'spec', 'activeDeadlineSeconds')
    const message = 'Pod was active on the node longer than the specified deadline'
    if (deadline !== undefined)
      context.after(deadline * 1000, () => failPod({ reason: 'DeadlineExceeded', message, isDisruption: false }))
    if (behaviour.evictedAfterMs !== undefined) {
      const cause = behaviour.evictionMessage ?? 'The node was low on resource: memory. '
      context.after(behaviour.evictedAfterMs, () => failPod({ reason: 'Evicted', message: cause, isDisruption: true }))
    }
  }

  function mount(retryMs: number): void {
    if (facts.isStopping) return
    const fault = life.mount(context)
    if (fault === undefined) return makeSandbox()
    context.tell('Warning', 'FailedMount', fault)
    context.after(retryMs, () => mount(Math.min(retryMs * 2, LONGEST_MOUNT_RETRY_MS)))
  }

  function makeSandbox(): void {
    facts.hasSandbox = true
    facts.podIP = node.newAddress()
    advance()
  }

  /** Starts what is next: one init container after the other, then all the others at once. */
  function advance(): void {
    if (facts.isStopping) return
    const init = containers.filter((container) => container.role !== 'main')
    const next = init.find((container) => !isInitialised(container))
    if (next !== undefined) return startOnce(next)
    for (const container of containers) if (container.role === 'main') startOnce(container)
  }

  function startOnce(container: SimulatedContainer): void {
    if (begun.has(container)) return
    begun.add(container)
    container.waiting = { reason: 'ContainerCreating' }
    life.start(context, container, events)
    context.publish()
  }

  function isInitialised(container: SimulatedContainer): boolean {
    return container.role === 'sidecar' ? up.has(container) : container.isFinal && endOf(container)?.exitCode === 0
  }

  function started(container: SimulatedContainer): void {
    if (container.isStarted) up.add(container)
    const isMain = container.role === 'main'
    if (isMain && allStarted(containers)) facts.phase = 'Running'
    context.publish()
    if (container.role === 'sidecar') advance()
  }

  function ended(container: SimulatedContainer): void {
    context.publish()
    if (container.role === 'init' && container.isFinal && endOf(container)?.exitCode === 0) return advance()
    if (isOver()) finish()
  }

  function isOver(): boolean {
    if (facts.isStopping) return !containers.some(isRunning)
    const broken = containers.some((item) => item.role === 'init' && item.isFinal && endOf(item)?.exitCode !== 0)
    return broken || containers.filter(({ role }) => role === 'main').every(({ isFinal }) => isFinal)
  }

  function finish(): void {
    if (isDone) return
    const sidecars = containers.filter((container) => container.role === 'sidecar' && isRunning(container))
    if (sidecars.length > 0) {
      facts.isStopping = true
      for (const sidecar of sidecars) life.stop(context, sidecar, events)
      return
    }
    isDone = true
    context.after(node.phaseDelayMs, () => settle())
  }

  function settle(): void {
    context.cancel()
    const isGood =
      facts.failure === undefined && containers.every((item) => item.role === 'sidecar' || endOf(item)?.exitCode === 0)
    facts.phase = isGood ? 'Succeeded' : 'Failed'
    context.publish()
    removeWhenDeleted(context)
    onFinished()
  }

  function failPod(failure: NonNullable<typeof facts.failure>): void {
    if (isDone) return
    facts.failure = failure
    context.tell(failure.reason === 'Evicted' ? 'Warning' : 'Normal', failure.reason, failure.message)
    stopAll()
  }

  function stopAll(): void {
    if (facts.isStopping && containers.some(isRunning)) return
    facts.isStopping = true
    const running = containers.filter(isRunning)
    for (const container of running) life.stop(context, container, events)
    if (running.length === 0 && !isDone) {
      isDone = true
      context.after(REMOVE_MS, () => settle())
    }
  }

  begin()
  return {
    changed(pod) {
      if (pod.metadata['deletionTimestamp'] !== undefined && !facts.isStopping) stopAll()
    },
  }
}

/** Takes a finished pod that was told to go away out of the store. */
export function removeWhenDeleted({ node, pod }: Pick<PodContext, 'node' | 'pod'>): void {
  const current = node.store.get(idOf(pod))
  const isSame = current?.metadata['uid'] === pod.metadata['uid']
  if (current === undefined || !isSame || current.metadata['deletionTimestamp'] === undefined) return
  node.store.delete(idOf(pod), { gracePeriodSeconds: 0 })
}

function allStarted(containers: readonly SimulatedContainer[]): boolean {
  return containers.some(({ role, runs }) => role === 'main' && runs.length > 0)
}
