import type { KubeObject } from '../plan/objects.ts'
import type { Cluster, LogLine } from '../run/ports.ts'
import { listField, textField } from '../run/world.ts'

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
      const { name, namespace = '', labels = {} } = pod.metadata
      const stage = labels['bodywork.dev/stage'] ?? labels['stage'] ?? labels['job-name'] ?? name
      const begun = [
        ...listField(pod, 'status', 'initContainerStatuses').filter((status) => hasBegun(status) && !isGood(status)),
        ...listField(pod, 'status', 'containerStatuses').filter(hasBegun),
      ]
      return begun.map((status) => ({ namespace, pod: name, container: textField(status, 'name') ?? '', stage }))
    })
}

/** Reads the logs of containers side by side and tells each line as it comes. */
export async function readLogs(
  cluster: Cluster,
  sources: readonly LogSource[],
  wish: LogWish,
  tell: (line: SourcedLine) => void,
  signal: AbortSignal,
): Promise<void> {
  const read = async (source: LogSource): Promise<void> => {
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
  // Without following, one after the other keeps the lines of each container together.
  if (wish.follow) await Promise.all(sources.map(read))
  else for (const source of sources) await read(source)
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
