import { textAt } from '../../api/json.ts'
import { graceSeconds } from '../../controllers/pod-state.ts'
import { type ContainerBehaviour, runBehaviour } from './behaviour.ts'
import { watchLiveness, watchReadiness } from './container-probes.ts'
import { isRunning, newRun, type Run, type SimulatedContainer } from './container-state.ts'
import { type PodContext, specOf } from './pod-context.ts'
import { environmentFault } from './references.ts'
import { goDuration, pullDelayMs, restartDelayMs } from './restart-backoff.ts'

/** What the pod wants to hear of its containers. */
export interface RunnerEvents {
  readonly onStart: (container: SimulatedContainer) => void
  readonly onEnd: (container: SimulatedContainer) => void
}

const PULL_FAILS_MS = 100
const BACKOFF_SHOWS_MS = 12_000
const CONFIG_RETRY_MS = 12_000
const RESTART_MS = 1000
const CRASH_LOOP_SHOWS_MS = 500
const START_MS = 100
const BATCH_RUN_MS = 1000
const STOP_MS = 100

/** Makes a container ready to run, then runs it: image, configuration, start. */
export function startContainer(context: PodContext, container: SimulatedContainer, events: RunnerEvents): void {
  const behaviour = runBehaviour(context.behaviour, container.name, container.runs.length)
  const failures = behaviour.pullFailures ?? Number.POSITIVE_INFINITY
  if (behaviour.pullError !== undefined && container.pulls < failures)
    return failPull(context, container, behaviour.pullError, events)
  if (behaviour.pullMs !== undefined && container.pulls === 0) {
    context.tell('Normal', 'Pulling', `Pulling image "${container.image}"`, container)
    return context.after(behaviour.pullMs, () => {
      const took = `${behaviour.pullMs}ms (${behaviour.pullMs}ms including waiting)`
      container.pulls++
      context.tell('Normal', 'Pulled', `Successfully pulled image "${container.image}" in ${took}.`, container)
      configure(context, container, behaviour, events)
    })
  }
  const present = `Container image "${container.image}" already present on machine and can be accessed by the pod`
  context.tell('Normal', 'Pulled', present, container)
  configure(context, container, behaviour, events)
}

function failPull(context: PodContext, container: SimulatedContainer, error: string, events: RunnerEvents): void {
  context.tell('Normal', 'Pulling', `Pulling image "${container.image}"`, container)
  container.pulls++
  context.after(PULL_FAILS_MS, () => {
    context.tell('Warning', 'Failed', `Failed to pull image "${container.image}": ${error}`, container)
    context.tell('Warning', 'Failed', 'Error: ErrImagePull', container)
    container.waiting = { reason: 'ErrImagePull', message: error }
    context.publish()
  })
  const delayMs = Math.max(pullDelayMs(container.pulls), BACKOFF_SHOWS_MS + 1000)
  context.after(BACKOFF_SHOWS_MS, () => {
    const message = `Back-off pulling image "${container.image}"`
    context.tell('Normal', 'BackOff', message, container)
    context.tell('Warning', 'Failed', 'Error: ImagePullBackOff', container)
    container.waiting = { reason: 'ImagePullBackOff', message: `${message}: ErrImagePull: ${error}` }
    context.publish()
  })
  context.after(delayMs, () => startContainer(context, container, events))
}

function configure(
  context: PodContext,
  container: SimulatedContainer,
  behaviour: ContainerBehaviour,
  events: RunnerEvents,
): void {
  const fault = environmentFault(context.node.store, context.pod, specOf(context.pod, container.name))
  if (fault !== undefined) {
    context.tell('Warning', 'Failed', `Error: ${fault}`, container)
    container.waiting = { reason: 'CreateContainerConfigError', message: fault }
    context.publish()
    return context.after(CONFIG_RETRY_MS, () => startContainer(context, container, events))
  }
  context.tell('Normal', 'Created', 'Container created', container)
  if (behaviour.startError !== undefined) return failStart(context, container, behaviour.startError, events)
  context.after(START_MS, () => run(context, container, behaviour, events))
}

function failStart(context: PodContext, container: SimulatedContainer, error: string, events: RunnerEvents): void {
  context.tell('Warning', 'Failed', `Error: ${error}`, container)
  const started = newRun(container.runs.length, 0, context.node.newId())
  container.runs.push(started)
  container.waiting = undefined
  endRun(context, container, started, { exitCode: 128, reason: 'StartError', message: error }, events)
  if (container.isFinal) return
  container.waiting = { reason: 'RunContainerError', message: error }
  context.publish()
}

function run(
  context: PodContext,
  container: SimulatedContainer,
  behaviour: ContainerBehaviour,
  events: RunnerEvents,
): void {
  const { clock } = context.node
  const current = newRun(container.runs.length, clock.now(), context.node.newId())
  container.runs.push(current)
  container.waiting = undefined
  container.isStarted = true
  container.isReady = behaviour.readyMs === undefined || behaviour.readyMs === 0
  context.tell('Normal', 'Started', 'Container started', container)
  events.onStart(container)
  const whileRunning = (ms: number, act: () => void) =>
    context.after(ms, () => {
      if (current.end === undefined && !context.facts.isStopping) act()
    })
  watchReadiness(context, container, behaviour, whileRunning)
  const { ms: stopMs } = stopTime(context, behaviour)
  watchLiveness(context, container, behaviour, whileRunning, () =>
    whileRunning(stopMs, () => endRun(context, container, current, stopEnd(context, behaviour), events)),
  )
  const runMs = behaviour.runMs ?? (endsByItself(context, container) ? BATCH_RUN_MS : undefined)
  if (runMs === undefined) return
  whileRunning(runMs, () => endRun(context, container, current, naturalEnd(behaviour), events))
}

/** Tells the container to end, and has it end in its own way or be killed. */
export function stopContainer(context: PodContext, container: SimulatedContainer, events: RunnerEvents): void {
  const current = container.runs.at(-1)
  if (current === undefined || current.end !== undefined) return
  const behaviour = runBehaviour(context.behaviour, container.name, current.number)
  context.tell('Normal', 'Killing', `Stopping container ${container.name}`, container)
  context.after(stopTime(context, behaviour).ms, () =>
    endRun(context, container, current, stopEnd(context, behaviour), events),
  )
}

function stopTime(
  context: PodContext,
  behaviour: ContainerBehaviour,
): { readonly ms: number; readonly isKilled: boolean } {
  const graceMs =
    1000 * graceSeconds(context.node.store.get({ apiVersion: 'v1', kind: 'Pod', ...place(context) }) ?? context.pod)
  const wantedMs = behaviour.stopMs ?? STOP_MS
  return wantedMs > graceMs ? { ms: graceMs, isKilled: true } : { ms: wantedMs, isKilled: false }
}

function stopEnd(context: PodContext, behaviour: ContainerBehaviour) {
  const exitCode = stopTime(context, behaviour).isKilled ? 137 : (behaviour.stopExitCode ?? 143)
  return { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' }
}

function naturalEnd(behaviour: ContainerBehaviour) {
  const exitCode = behaviour.exitCode ?? (behaviour.isOutOfMemory ? 137 : 0)
  const reason = behaviour.isOutOfMemory ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error'
  return { exitCode, reason, message: behaviour.terminationMessage }
}

function endRun(
  context: PodContext,
  container: SimulatedContainer,
  current: Run,
  end: { readonly exitCode: number; readonly reason: string; readonly message?: string | undefined },
  events: RunnerEvents,
): void {
  if (current.end !== undefined) return
  current.end = { atMs: context.node.clock.now(), ...end }
  current.settle()
  container.isReady = false
  container.isStarted = false
  container.isFinal = context.facts.isStopping || !restarts(context, container, end.exitCode)
  events.onEnd(container)
  if (!container.isFinal) scheduleRestart(context, container, events)
}

function scheduleRestart(context: PodContext, container: SimulatedContainer, events: RunnerEvents): void {
  const delayMs = restartDelayMs(container)
  if (delayMs > 0)
    context.after(CRASH_LOOP_SHOWS_MS, () => {
      const { name, namespace, uid } = context.pod.metadata
      const pod = `${name}_${namespace}(${uid})`
      context.tell(
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${container.name} in pod ${pod}`,
        container,
      )
      const message = `back-off ${goDuration(delayMs)} restarting failed container=${container.name} pod=${pod}`
      container.waiting = { reason: 'CrashLoopBackOff', message }
      context.publish()
    })
  context.after(Math.max(delayMs, RESTART_MS), () => {
    if (!context.facts.isStopping && !isRunning(container)) startContainer(context, container, events)
  })
}

/** True when the pod's policy has the container started again after such an end. */
export function restarts(context: PodContext, container: SimulatedContainer, exitCode: number): boolean {
  const policy = textAt(context.pod, 'spec', 'restartPolicy') || 'Always'
  if (container.role === 'sidecar') return true
  if (container.role === 'init') return exitCode !== 0 && policy !== 'Never'
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0)
}

function endsByItself(context: PodContext, container: SimulatedContainer): boolean {
  if (container.role !== 'main') return container.role === 'init'
  return (textAt(context.pod, 'spec', 'restartPolicy') || 'Always') !== 'Always'
}

function place(context: PodContext): { readonly namespace: string; readonly name: string } {
  return { namespace: context.pod.metadata.namespace ?? '', name: context.pod.metadata.name }
}
