import { at, numberAt } from '../../api/json.ts'
import type { LocalClock } from '../../contract.ts'
import { type Checked, check } from './probe-check.ts'

type Kind = 'startup' | 'liveness' | 'readiness'

/** What happens when a probe comes to a verdict. */
export interface ProbeEvents {
  readonly onStarted: () => void
  readonly onReady: (isReady: boolean) => void
  /** Startup or liveness has failed often enough. */
  readonly onUnhealthy: (kind: 'startup' | 'liveness', probe: unknown) => void
  /** Each failure that counts. */
  readonly onFailure: (message: string) => void
}

/** What probing needs. */
export interface ProberOptions {
  readonly clock: LocalClock
  readonly spec: unknown
  readonly target: Checked
  readonly events: ProbeEvents
}

// Looked at more often than asked for until it first succeeds: a local start is a matter of tenths of a second. Those
// extra looks never count as failures.
const EAGER_MS = 150

/** Starts the probes of a container that has just begun; the result ends them. */
export function startProbes({ clock, spec, target, events }: ProberOptions): () => void {
  const stops: (() => void)[] = []
  const others = () => {
    events.onStarted()
    run('liveness', at(spec, 'livenessProbe'))
    run('readiness', at(spec, 'readinessProbe'))
    if (at(spec, 'readinessProbe') === undefined) events.onReady(true)
  }
  const run = (kind: Kind, probe: unknown) => {
    if (probe !== undefined) stops.push(loop(kind, probe))
  }

  function loop(kind: Kind, probe: unknown): () => void {
    const periodMs = secondsOf(probe, 'periodSeconds', 10)
    const timeoutMs = secondsOf(probe, 'timeoutSeconds', 1)
    const needed = {
      success: numberAt(probe, 'successThreshold') ?? 1,
      failure: numberAt(probe, 'failureThreshold') ?? 3,
    }
    let isOver = false
    let cancel = () => {}
    let successes = 0
    let failures = 0
    let hasSucceeded = kind === 'liveness'
    let countsAt = clock.now() + secondsOf(probe, 'initialDelaySeconds', 0) + periodMs

    const look = async () => {
      const fault = await check(probe, target, timeoutMs)
      if (isOver) return
      if (fault === undefined) succeeded()
      else if (hasSucceeded || clock.now() >= countsAt) failed(fault)
      if (!isOver) cancel = clock.after(hasSucceeded ? periodMs : Math.min(periodMs, EAGER_MS), () => void look())
    }
    const stop = () => {
      isOver = true
      cancel()
    }
    const succeeded = () => {
      failures = 0
      hasSucceeded = true
      if (++successes !== needed.success) return
      if (kind === 'readiness') events.onReady(true)
      if (kind !== 'startup') return
      stop()
      others()
    }
    const failed = (fault: string) => {
      countsAt = clock.now() + periodMs
      successes = 0
      events.onFailure(`${kind[0]?.toUpperCase()}${kind.slice(1)} probe failed: ${fault}`)
      if (++failures !== needed.failure) return
      if (kind === 'readiness') return events.onReady(false)
      stop()
      events.onUnhealthy(kind, probe)
    }
    cancel = clock.after(
      secondsOf(probe, 'initialDelaySeconds', 0) + (kind === 'liveness' ? periodMs : 0),
      () => void look(),
    )
    return stop
  }

  if (at(spec, 'startupProbe') === undefined) others()
  else run('startup', at(spec, 'startupProbe'))
  return () => {
    for (const stop of stops) stop()
  }
}

function secondsOf(probe: unknown, name: string, usual: number): number {
  return 1000 * (numberAt(probe, name) ?? usual)
}
