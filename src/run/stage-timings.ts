import { field, type KubeObject } from '../plan/objects.ts'
import type { StageTimings } from './events.ts'
import { listField, textField } from './world.ts'

/** Where the time of a stage went, by what its last pod's status says; the total is by the engine's own clock. */
export function timingsOf(pod: KubeObject | undefined, startedAt: number, endedAt: number): StageTimings {
  const totalMs = Math.max(0, endedAt - startedAt)
  if (pod === undefined) return { waitMs: totalMs, pullMs: 0, setupMs: 0, runMs: 0, totalMs }
  const created = time(textField(pod, 'metadata', 'creationTimestamp'))
  const scheduled = conditionTime(pod, 'PodScheduled') ?? created
  const inits = listField(pod, 'status', 'initContainerStatuses')
  const mains = listField(pod, 'status', 'containerStatuses')
  const setupEnd = latest(inits.map((status) => time(textField(stateOf(status), 'finishedAt'))))
  const mainStart = mains.some(hasRestarted) ? (setupEnd ?? earliest(mains.map(startOf))) : earliest(mains.map(startOf))
  const firstStart = earliest([...inits, ...mains].map(startOf))
  const mainEnd = latest(mains.map((status) => time(textField(stateOf(status), 'finishedAt'))))
  const ready = conditionTime(pod, 'Ready')
  return {
    waitMs: between(created, scheduled),
    pullMs: between(scheduled, firstStart),
    setupMs: between(firstStart, mainStart),
    runMs: between(mainStart, mainEnd ?? ready),
    totalMs,
  }
}

/** Of a container that waits to be started again, its last life counts. */
function stateOf(status: unknown): unknown {
  return (
    field(status, 'state', 'terminated') ??
    field(status, 'state', 'running') ??
    field(status, 'lastState', 'terminated')
  )
}

/** The status tells the last start only: what ran before it was no set-up. */
function hasRestarted(status: unknown): boolean {
  return Number(field(status, 'restartCount') ?? 0) > 0
}

function startOf(status: unknown): number | undefined {
  return time(textField(stateOf(status), 'startedAt'))
}

function conditionTime(pod: KubeObject, type: string): number | undefined {
  const found = listField(pod, 'status', 'conditions').find(
    (condition) => field(condition, 'type') === type && field(condition, 'status') === 'True',
  )
  return time(textField(found, 'lastTransitionTime'))
}

function time(text: string | undefined): number | undefined {
  const ms = text === undefined ? Number.NaN : Date.parse(text)
  return Number.isNaN(ms) ? undefined : ms
}

function between(from: number | undefined, to: number | undefined): number {
  return from === undefined || to === undefined ? 0 : Math.max(0, to - from)
}

function earliest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.min(...known)
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((at) => at !== undefined)
  return known.length === 0 ? undefined : Math.max(...known)
}
