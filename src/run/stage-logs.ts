import { field, type KubeObject } from '../plan/objects.ts'
import type { LogLine } from './ports.ts'
import { listField, numberField, textField, uidOf } from './world.ts'

/** How many of the last lines a failure shows. */
const keptLines = 50

/** Follows the logs of a stage's pods, each container from its first line. */
export interface StageLogs {
  /** Takes the newest state of a pod; containers that have started since are followed. */
  see(pod: KubeObject): void
  lastLines(): readonly string[]
  /** True when every stream has ended; false when nothing came for as long as that pause, of which there are at most so many. */
  drain(pause: () => Promise<unknown>, pauses?: number): Promise<boolean>
  stop(): void
}

/** What following needs. */
export interface LogParts {
  readonly read: (pod: KubeObject, container: StartedContainer, signal: AbortSignal) => AsyncIterable<LogLine>
  readonly tell: (line: { readonly pod: string; readonly container: string; readonly line: string }) => void
  readonly lost: (pod: string, container: string, reason: string) => void
}

/** One instance of a container. */
export interface StartedContainer {
  readonly name: string
  readonly restarts: number
  /** Aborts when it has ended and will not run again. */
  readonly ended: AbortSignal
}

/** The logs of one stage. */
export function stageLogs(parts: LogParts): StageLogs {
  const seen = new Map<string, AbortController>()
  const streams = new Set<Promise<void>>()
  const stopper = new AbortController()
  const lines: string[] = []
  let heard = 0
  const follow = async (pod: KubeObject, container: StartedContainer): Promise<void> => {
    try {
      for await (const { text } of parts.read(pod, container, stopper.signal)) {
        heard++
        lines.push(text)
        if (lines.length > keptLines) lines.shift()
        parts.tell({ pod: pod.metadata.name, container: container.name, line: text })
      }
    } catch (error) {
      if (stopper.signal.aborted) return
      parts.lost(pod.metadata.name, container.name, error instanceof Error ? error.message : String(error))
    }
  }
  return {
    see: (pod) => {
      if (stopper.signal.aborted) return
      for (const { name, restarts, hasEnded } of startedContainers(pod)) {
        const key = `${uidOf(pod)}/${name}/${restarts}`
        const end = seen.get(key) ?? new AbortController()
        if (hasEnded) end.abort()
        if (seen.has(key)) continue
        seen.set(key, end)
        const stream = follow(pod, { name, restarts, ended: end.signal }).finally(() => streams.delete(stream))
        streams.add(stream)
      }
    },
    lastLines: () => [...lines],
    drain: async (pause, pauses = Number.POSITIVE_INFINITY) => {
      const all = Promise.all(streams).then(() => true)
      for (let left = pauses, before = -1; left > 0 && heard > before; left--) {
        before = heard
        if (await Promise.race([all, pause().then(() => false)])) return true
      }
      return false
    },
    stop: () => stopper.abort(),
  }
}

/** Containers that run or have run; before that there is nothing to read. */
function startedContainers(
  pod: KubeObject,
): readonly { readonly name: string; readonly restarts: number; readonly hasEnded: boolean }[] {
  const runsOnce = textField(pod, 'spec', 'restartPolicy') === 'Never'
  const started = (status: unknown, isInit: boolean) => {
    const ended = field(status, 'state', 'terminated')
    const hasStarted =
      field(status, 'state', 'running') !== undefined || (ended !== undefined && textField(ended, 'containerID') !== '')
    const name = textField(status, 'name')
    if (!hasStarted || name === undefined) return []
    const isForGood = runsOnce || (isInit && field(ended, 'exitCode') === 0)
    return [{ name, restarts: numberField(status, 'restartCount') ?? 0, hasEnded: ended !== undefined && isForGood }]
  }
  return [
    ...listField(pod, 'status', 'initContainerStatuses').flatMap((status) => started(status, true)),
    ...listField(pod, 'status', 'containerStatuses').flatMap((status) => started(status, false)),
  ]
}
