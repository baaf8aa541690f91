import { ProblemError } from '../model/problem.ts'
import type { Cluster, Selection } from './ports.ts'
import type { Tracker } from './tracker.ts'

const watchedKinds = [
  ['v1', 'Pod'],
  ['batch/v1', 'Job'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'ReplicaSet'],
  ['v1', 'Service'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
] as const

/** True for kinds that every run watches. */
export function isWatched(kind: string): boolean {
  return kind === 'Event' || watchedKinds.some(([, watched]) => watched === kind)
}

/** Label that says which pipeline an object belongs to. */
export const pipelineLabel = 'bodywork.dev/pipeline'

/** What a run watches: everything of its pipeline, and the namespace's events, which carry no labels. */
export function watchedSelections(namespace: string, pipeline: string): readonly Selection[] {
  const labelSelector = `${pipelineLabel}=${pipeline}`
  return [
    ...watchedKinds.map(([apiVersion, kind]) => ({ apiVersion, kind, namespace, labelSelector })),
    { apiVersion: 'v1', kind: 'Event', namespace },
  ]
}

/** The namespace itself, so that its being deleted is told as such; not everybody may look at it. */
export function namespaceSelection(namespace: string): Selection {
  return { apiVersion: 'v1', kind: 'Namespace', fieldSelector: `metadata.name=${namespace}` }
}

/** Watches that make verdicts richer; what is not allowed is done without. */
export function startOptionalWatching(
  cluster: Cluster,
  tracker: Tracker,
  selections: readonly Selection[],
  signal: AbortSignal,
): void {
  for (const selection of selections)
    follow(cluster, tracker, selection, signal, () => undefined).catch(() => undefined)
}

/** Running watches. */
export interface Watching {
  /** Resolves when every kind has been listed once. */
  readonly synced: Promise<void>
  /** Rejects when a watch ended for a reason that no waiting mends. */
  readonly broken: Promise<never>
}

/** One watch per kind, all stages share them; they end with the signal. */
export function startWatching(
  cluster: Cluster,
  tracker: Tracker,
  selections: readonly Selection[],
  signal: AbortSignal,
): Watching {
  const waits = selections.map((selection) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const ended = follow(cluster, tracker, selection, signal, resolve)
    return { synced: promise, ended }
  })
  const broken = Promise.race(waits.map(({ ended }) => ended))
  broken.catch(() => undefined)
  const synced = Promise.race([Promise.all(waits.map(({ synced: one }) => one)).then(() => undefined), broken])
  return { synced, broken }
}

async function follow(
  cluster: Cluster,
  tracker: Tracker,
  selection: Selection,
  signal: AbortSignal,
  synced: () => void,
): Promise<never> {
  try {
    for await (const change of cluster.watch(selection, signal)) {
      tracker.accept(change)
      if (change.type === 'synced') synced()
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
  if (signal.aborted) return new Promise(() => undefined)
  throw new ProblemError('cluster', [
    {
      severity: 'error',
      code: 'cluster/watch-ended',
      message: `the watch on ${selection.kind} ended`,
      hint: 'Run again; what was begun is finished or undone first.',
    },
  ])
}
