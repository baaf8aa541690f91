import type { ApiRequest } from '../../src/cluster/transport.ts'
import { type Answer, chunks, scripted } from './fault-proxy.ts'

/** A container's life as its node keeps it. */
export interface ScriptedContainer {
  /** Raw records of each instance, time first; the last instance is the current one. */
  readonly instances: readonly (readonly string[])[]
  readonly hasEnded: boolean
  /** Records of the current instance that were rotated away. */
  readonly rotated?: number
  readonly startedAt?: string
  /** The last record has no line end. */
  readonly isOpenEnded?: boolean
}

/** A record every 137 ms: several in a second, and seconds with none in common. */
export function records(count: number, text: (i: number) => string = (i) => `line ${i} Größe €`): readonly string[] {
  const start = Date.UTC(2026, 0, 5, 9, 0, 0)
  return Array.from({ length: count }, (_, i) => {
    const at = new Date(start + i * 137).toISOString()
    return `${at.replace('Z', `${String(i % 7).padStart(6, '0')}Z`)} ${text(i)}`
  })
}

/** An API server with one pod `p` and its container `c`, which filters logs by whole seconds as nodes do. */
export function logServer(container: (n: number) => ScriptedContainer | undefined) {
  let readings = 0
  return scripted((request, url): Answer => {
    const now = container(readings)
    if (now === undefined) return refusal(404, 'NotFound', 'pods "p" not found')
    if (!url.pathname.endsWith('/log')) return { body: podOf(now) }
    readings++
    return logOf(now, request, url)
  })
}

function logOf(now: ScriptedContainer, _request: ApiRequest, url: URL): Answer {
  const isPrevious = url.searchParams.get('previous') === 'true'
  const lines = now.instances.at(isPrevious ? -2 : -1)
  if (lines === undefined) return refusal(400, 'BadRequest', 'container "c" in pod "p" is waiting to start')
  const since = url.searchParams.get('sinceTime')?.slice(0, 19) ?? ''
  const tail = Number(url.searchParams.get('tailLines') ?? Number.POSITIVE_INFINITY)
  const kept = lines.slice(isPrevious ? 0 : (now.rotated ?? 0)).filter((line) => line.slice(0, 19) >= since)
  const shown = kept.slice(Math.max(0, kept.length - tail))
  const end = now.isOpenEnded === true || shown.length === 0 ? '' : '\n'
  return { body: chunks([shown.join('\n') + end]) }
}

function podOf(now: ScriptedContainer): object {
  const time = now.startedAt ?? '2026-01-05T09:00:00Z'
  const state = now.hasEnded
    ? { terminated: { startedAt: time, exitCode: 0 } }
    : now.instances.length === 0
      ? { waiting: { reason: 'ContainerCreating' } }
      : { running: { startedAt: time } }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'ml' },
    status: { phase: 'Running', containerStatuses: [{ name: 'c', restartCount: now.instances.length - 1, state }] },
  }
}

function refusal(status: number, reason: string, message: string): Answer {
  return { status, body: { kind: 'Status', apiVersion: 'v1', reason, message, code: status } }
}
