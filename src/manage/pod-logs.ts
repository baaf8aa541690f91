import type { KubeObject } from '../plan/objects.ts'
import type { Cluster, LogLine, Selection } from '../run/ports.ts'
import { listField, textField } from '../run/world.ts'
import { stageOf } from './pipeline-pods.ts'

/** Which part of logs is wanted. */
export interface LogWish {
  readonly follow: boolean
  readonly previous: boolean
  readonly tailLines?: number
  readonly sinceSeconds?: number
}

/** A container whose log can be read. */
export interface LogSource {
  readonly namespace: string
  readonly pod: string
  readonly container: string
  readonly stage: string
}

/** One line and where it comes from. */
export interface SourcedLine extends LogSource, LogLine {}

/** The containers of pods that have begun, oldest pod first; init containers only where one did not end well. */
export function logSources(pods: readonly KubeObject[]): readonly LogSource[] {
  return [...pods]
    .sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1))
    .flatMap((pod) => {
      const { name, namespace = '' } = pod.metadata
      const begun = [
        ...listField(pod, 'status', 'initContainerStatuses').filter((status) => hasBegun(status) && !isGood(status)),
        ...listField(pod, 'status', 'containerStatuses').filter(hasBegun),
      ]
      return begun.map((status) => ({
        namespace,
        pod: name,
        container: textField(status, 'name') ?? '',
        stage: stageOf(pod),
      }))
    })
}

/** Reads the log of one container and tells each line as it comes. */
export async function readLog(
  cluster: Cluster,
  source: LogSource,
  wish: LogWish,
  tell: (line: SourcedLine) => void,
  signal: AbortSignal,
): Promise<void> {
  const { namespace, pod, container } = source
  const { tailLines, sinceSeconds } = wish
  const request = {
    namespace,
    pod,
    container,
    follow: wish.follow,
    ...(wish.previous ? { previous: true } : {}),
    ...(tailLines === undefined ? {} : { tailLines }),
    ...(sinceSeconds === undefined ? {} : { sinceSeconds }),
  }
  for await (const line of cluster.logs(request, signal)) tell({ ...source, ...line })
}

/** Follows every container of the selected pods, those that begin later too, until the signal says stop. */
export async function followLogs(
  cluster: Cluster,
  wanted: { readonly selection: Selection; readonly isWanted: (pod: KubeObject) => boolean; readonly wish: LogWish },
  tell: (line: SourcedLine) => void,
  signal: AbortSignal,
): Promise<void> {
  const seen = new Set<string>()
  const reading: Promise<void>[] = []
  for await (const change of cluster.watch(wanted.selection, signal)) {
    if (change.type === 'synced' || change.type === 'deleted' || !wanted.isWanted(change.object)) continue
    for (const source of logSources([change.object])) {
      const key = `${source.pod}/${source.container}`
      if (seen.has(key)) continue
      seen.add(key)
      // The pod may vanish while it is read; its lines so far are all there is.
      reading.push(readLog(cluster, source, wanted.wish, tell, signal).catch(() => undefined))
    }
  }
  await Promise.all(reading)
}

function startOf(pod: KubeObject): string {
  return textField(pod, 'metadata', 'creationTimestamp') ?? ''
}

function hasBegun(status: unknown): boolean {
  const states = ['state', 'lastState'].flatMap((name) => Object.keys(Object(Reflect.get(Object(status), name) ?? {})))
  return states.some((state) => state === 'running' || state === 'terminated')
}

function isGood(status: unknown): boolean {
  return Reflect.get(Object(Reflect.get(Object(Reflect.get(Object(status), 'state')), 'terminated')), 'exitCode') === 0
}
