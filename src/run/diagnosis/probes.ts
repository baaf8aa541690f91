import { field, type KubeObject } from '../../plan/objects.ts'
import { numberField, textField } from '../world.ts'
import type { Cause } from './causes.ts'
import { oneLine } from './fields.ts'
import { type Finding, failureOf, type Scene } from './finding.ts'
import { type ContainerView, mainContainers, type PodView } from './pod-view.ts'

type Probe = 'readiness' | 'liveness' | 'startup'

/** How long failing readiness means nothing yet: the probe itself allows it. */
export function readinessIgnoreMs(probe: unknown): number {
  const seconds = (name: string, fallback: number): number => numberField(probe, name) ?? fallback
  const period = seconds('periodSeconds', 10)
  const failures = seconds('failureThreshold', 3)
  if (failures === 1) return 0
  const timeout = seconds('timeoutSeconds', 1)
  const rounds = failures + seconds('successThreshold', 1) - 3
  return Math.max(0, (seconds('initialDelaySeconds', 0) + 2 * timeout + (rounds + 0.5) * period) * 1000)
}

/** A container that a probe keeps killing: the second kill decides. */
export function killedByProbe(pod: PodView, container: ContainerView, scene: Scene): Finding | undefined {
  if (container.restarts < 1 || container.role !== 'main') return undefined
  const events = eventsOf(pod, container, scene)
  const kill = events.findLast(isKill)
  if (kill === undefined || hasRecovered(container, scene.now)) return undefined
  const kills = Math.max(container.restarts, killsIn(events))
  // The kill is told before the container ends, which takes as long as its grace: the restart is not waited for.
  if (kills < 2 && !wasKilled(container)) return undefined
  const kind: Probe = isOfStartup(kill) ? 'startup' : 'liveness'
  const answer = answerOf(events, kind)
  return {
    key: `probe-kill:${pod.uid}:${container.name}`,
    graceMs: 0,
    failure: failureOf(
      kind === 'startup' ? 'probe-startup' : 'probe-liveness',
      `the ${kind} probe of container ${container.name} (${probeText(container, kind)}) had it killed ${Math.max(kills, 2)} times${answer ? `: ${answer}` : ''}`,
      {
        object: pod.ref,
        evidence: [
          { path: `${container.path}.restartCount`, value: container.restarts },
          { path: `Event/${kill.metadata.name}.message`, value: textField(kill, 'message') ?? '' },
        ],
      },
    ),
  }
}

function isKill(event: KubeObject): boolean {
  return /failed (liveness|startup) probe/.test(textField(event, 'message') ?? '')
}

function isOfStartup(event: KubeObject): boolean {
  return /startup probe/.test(textField(event, 'message') ?? '')
}

/** One event stands for all kills of its kind, with their number. */
function killsIn(events: readonly KubeObject[]): number {
  return events.filter(isKill).reduce((sum, event) => sum + (numberField(event, 'count') ?? 1), 0)
}

/** Ended by a signal, again, while the event of it may still be under way. */
function wasKilled({ ended }: ContainerView): boolean {
  return ended !== undefined && (ended.exitCode === 137 || ended.exitCode === 143)
}

const recoveredMs = 300_000

/** Kills of long ago say nothing about a service that has run well since. */
function hasRecovered(container: ContainerView, now: number): boolean {
  return container.isReady && now - Date.parse(container.runningSince ?? '') > recoveredMs
}

/** A container that runs but does not get ready; final when the start-up time is over. */
export function readinessFinding(pod: PodView, scene: Scene, startupMs: number): readonly Finding[] {
  if (pod.isReady || pod.isDeleting) return []
  return mainContainers(pod).flatMap((container) => {
    const events = eventsOf(pod, container, scene)
    // Between two starts it is no readier: a probe that has it killed must not begin the time anew.
    if (!container.isRunning && !events.some(isKill)) return []
    if (container.isReady && container.isStarted) return []
    const kind: Probe =
      container.isStarted || field(container.spec, 'startupProbe') === undefined ? 'readiness' : 'startup'
    const answer = answerOf(events, kind)
    const cause: Cause = answer === undefined ? 'not-ready' : probeCause(answer, container, kind)
    const graceMs = unreadyGraceMs(container, kind, events, startupMs)
    const failure = unready(pod, container, kind, cause, answer, startupMs)
    const key = `unready:${pod.uid}:${container.name}`
    const meanwhile = `container ${container.name} runs and is not ready yet${answer === undefined ? '' : `; the ${kind} probe got: ${answer}`}`
    // Counted from the first answer of that kind; answers that change do not buy more than a little time.
    return [
      { key: `${key}:${cause}`, graceMs, failure, meanwhile },
      { key, graceMs: graceMs + changingAnswersMs, failure, meanwhile },
    ]
  })
}

/** How long a container may stay unready; one that the startup probe killed has had all its time when that was enough. */
function unreadyGraceMs(
  { spec }: ContainerView,
  kind: Probe,
  events: readonly KubeObject[],
  startupMs: number,
): number {
  const probe = field(spec, `${kind}Probe`)
  if (kind !== 'startup') return Math.max(startupMs, readinessIgnoreMs(probe))
  const allowedMs = startupAllowanceMs(probe)
  const isOver = allowedMs >= startupMs && events.some((event) => isKill(event) && isOfStartup(event))
  return isOver ? 0 : Math.max(startupMs, allowedMs)
}

/** How long a startup probe itself lets a container take. */
function startupAllowanceMs(probe: unknown): number {
  const seconds = (name: string, fallback: number): number => numberField(probe, name) ?? fallback
  return (seconds('initialDelaySeconds', 0) + seconds('failureThreshold', 3) * seconds('periodSeconds', 10)) * 1000
}

const changingAnswersMs = 10_000

function unready(
  pod: PodView,
  container: ContainerView,
  kind: Probe,
  cause: Cause,
  answer: string | undefined,
  startupMs: number,
) {
  const told = answer === undefined ? 'no answer of its probe is known' : `the ${kind} probe got: ${answer}`
  const limit = `did not become ready within ${Math.round(startupMs / 1000)} s (${probeText(container, kind)})`
  return failureOf(cause, `container ${container.name} runs but ${limit}: ${told}`, {
    object: pod.ref,
    evidence: [
      { path: `${container.path}.ready`, value: String(container.isReady) },
      ...(answer === undefined ? [] : [{ path: 'Event.message', value: answer }]),
    ],
  })
}

function probeCause(answer: string, container: ContainerView, kind: Probe): Cause {
  if (/HTTP probe failed|statuscode/.test(answer)) return 'probe-http'
  if (/connection refused|no route|reset by peer/.test(answer)) return 'probe-refused'
  if (/deadline exceeded|timed out|i\/o timeout|Client.Timeout/.test(answer)) return 'probe-timeout'
  return field(container.spec, `${kind}Probe`, 'exec') === undefined ? 'probe-http' : 'probe-exec'
}

/** What the last failing probe of that kind was answered. */
function answerOf(events: readonly KubeObject[], kind: Probe): string | undefined {
  const pattern = new RegExp(`^${kind} probe (failed|errored)(?:: | and resulted in unknown state: )?`, 'i')
  const message = events.map((event) => textField(event, 'message') ?? '').findLast((text) => pattern.test(text))
  return message === undefined ? undefined : oneLine(message.replace(pattern, ''), 300)
}

function eventsOf(pod: PodView, container: ContainerView, scene: Scene): readonly KubeObject[] {
  const suffix = `{${container.name}}`
  return scene.world.eventsOf(pod.uid).filter((event) => {
    const path = textField(event, 'involvedObject', 'fieldPath')
    return path === undefined || path.endsWith(suffix)
  })
}

/** A probe as a person would say it: `GET :8080/health`, `TCP :5000`, `exec cat /tmp/ok`. */
export function probeText(container: ContainerView, kind: Probe): string {
  const probe = field(container.spec, `${kind}Probe`)
  const port = (name: string): string => String(field(probe, name, 'port') ?? '?')
  if (field(probe, 'httpGet') !== undefined)
    return `GET :${port('httpGet')}${textField(probe, 'httpGet', 'path') ?? '/'}`
  if (field(probe, 'tcpSocket') !== undefined) return `TCP :${port('tcpSocket')}`
  if (field(probe, 'grpc') !== undefined) return `gRPC :${port('grpc')}`
  const command = field(probe, 'exec', 'command')
  return Array.isArray(command) ? `exec ${oneLine(command.join(' '), 80)}` : `no ${kind} probe`
}
