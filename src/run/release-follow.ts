import { field, type KubeObject, mapOf } from '../plan/objects.ts'
import type { PlannedStage } from '../plan/plan.ts'
import type { AttemptParts } from './attempt-runner.ts'
import { combined } from './combined-verdict.ts'
import type { Engine } from './engine.ts'
import type { Failure } from './events.ts'
import type { Subject, Verdict } from './judgement.ts'
import type { Selection } from './ports.ts'
import { readable } from './readable.ts'
import { numberField, refKey, refOf, uidOf } from './world.ts'

/** Watches what helm brings, which carries none of our marks. */
export interface ReleaseFollower {
  begin(): void
  /** Helm is done: from now on all is well once everything it changed is ready by our own rules. */
  installed(): Promise<void>
  /** What is known to be wrong, when helm has given up. */
  cause(): Failure | undefined
  stop(): void
}

/** Kinds with pods: what helm waits for in vain is wrong with those. */
const withPods: Readonly<Record<string, string>> = {
  DaemonSet: 'apps/v1',
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  StatefulSet: 'apps/v1',
}

const lookAgainMs = 500

/** A follower that knows how everything was before helm began; only what helm has changed since is judged. */
export async function followRelease(
  engine: Engine,
  { objects, stage }: PlannedStage,
  { onVerdict, onPod }: Pick<AttemptParts, 'onVerdict' | 'onPod'>,
): Promise<ReleaseFollower> {
  const watched = objects.filter(({ kind, apiVersion }) => withPods[kind] === apiVersion)
  // What may not be watched is left to helm, which says when it has waited for too long.
  await engine.watchMore(watched.flatMap(selectionsFor)).catch(() => undefined)
  const before = new Map(watched.map((object) => [keyOf(object), stateOf(engine.world.find(refOf(object)))]))
  const podsBefore = new Set(engine.world.of('Pod').map(uidOf))
  const stopPods = engine.tracker.onPod(undefined, (pod) => {
    if (!podsBefore.has(uidOf(pod)) && watched.some((object) => isPodOf(object, pod))) onPod?.(pod)
  })
  const followed = new Map<string, () => void>()
  const verdicts = new Map<string, Verdict>()
  const over = new AbortController()
  let isInstalled = false
  const look = (): void => {
    for (const object of watched) {
      if (over.signal.aborted) return
      const live = engine.world.find(refOf(object))
      const key = `${keyOf(object)}/${live === undefined ? '' : uidOf(live)}`
      if (live === undefined || followed.has(key) || stateOf(live) === before.get(keyOf(object))) continue
      followed.set(key, () => undefined)
      followed.set(
        key,
        engine.tracker.follow(subjectOf(live, object), stage.name, (verdict) => judged(key, verdict)),
      )
    }
  }
  const judged = (key: string, verdict: Verdict): void => {
    // Helm itself removes hooks that have done their work.
    const isGone = verdict.state === 'failed' && verdict.failure.cause === 'deleted'
    verdicts.set(key, isGone ? { state: 'ready', ready: 0, wanted: 0 } : verdict)
    if (isLooking) return
    report()
  }
  let isLooking = false
  const report = (): void => {
    if (over.signal.aborted) return
    const whole = combined([...verdicts.values()])
    if (whole.state !== 'ready' || isInstalled) onVerdict(whole)
  }
  const lookAll = (): void => {
    isLooking = true
    look()
    isLooking = false
  }
  const keepLooking = async (): Promise<void> => {
    while (!over.signal.aborted) {
      look()
      await engine.clock.sleep(lookAgainMs, over.signal)
    }
  }
  return {
    begin: () => void keepLooking().catch(() => undefined),
    installed: async () => {
      // The watches may be behind what helm has seen.
      const live = await Promise.all(
        watched.map((object) => readable(() => engine.cluster.get(refOf(object)), undefined)),
      )
      for (const [index, object] of live.entries()) {
        const { apiVersion, kind } = watched[index] ?? {}
        if (object !== undefined && apiVersion !== undefined && kind !== undefined)
          engine.tracker.wrote({ ...object, apiVersion, kind })
      }
      isInstalled = true
      lookAll()
      report()
    },
    cause: () => {
      lookAll()
      const wrong = [...verdicts.values()].map(failureIn)
      return wrong.find((failure) => failure !== undefined)
    },
    stop: () => {
      over.abort()
      stopPods()
      for (const stop of followed.values()) stop()
    },
  }
}

function failureIn(verdict: Verdict): Failure | undefined {
  if (verdict.state === 'failed') return verdict.failure
  return verdict.state === 'waiting' ? verdict.suspected : undefined
}

/** A new generation is a change; so is an object that was made anew. */
function stateOf(live: KubeObject | undefined): string {
  return live === undefined ? '' : `${uidOf(live)}/${numberField(live, 'metadata', 'generation') ?? 0}`
}

function keyOf(object: KubeObject): string {
  return refKey(refOf(object))
}

function subjectOf(live: KubeObject, { apiVersion, kind }: KubeObject): Subject {
  const generation = numberField(live, 'metadata', 'generation') ?? 0
  return { kind: 'object', ref: refOf({ ...live, apiVersion, kind }), uid: uidOf(live), generation }
}

/** The object itself, and its pods by the labels that they are going to have. */
function selectionsFor(object: KubeObject): readonly Selection[] {
  const { apiVersion, kind, metadata } = object
  const place = metadata.namespace === undefined ? {} : { namespace: metadata.namespace }
  const itself = { apiVersion, kind, ...place, fieldSelector: `metadata.name=${metadata.name}` }
  const labelSelector = Object.entries(podLabelsOf(object))
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
  if (labelSelector === '') return [itself]
  const pods = { apiVersion: 'v1', kind: 'Pod', ...place, labelSelector }
  const sets = { apiVersion: 'apps/v1', kind: 'ReplicaSet', ...place, labelSelector }
  return [itself, pods, ...(kind === 'Deployment' ? [sets] : [])]
}

/** Labels by which an object knows its pods; none where it says it in another way. */
function podLabelsOf({ kind, metadata, ...object }: KubeObject): Readonly<Record<string, string>> {
  if (kind === 'Job') return { 'job-name': metadata.name }
  const labels = Object.entries(mapOf(field(object, 'spec', 'selector', 'matchLabels')))
  return Object.fromEntries(labels.map(([key, value]) => [key, String(value)]))
}

function isPodOf(object: KubeObject, { metadata: { namespace, labels } }: KubeObject): boolean {
  const wanted = Object.entries(podLabelsOf(object))
  const isNear = object.metadata.namespace === undefined || object.metadata.namespace === namespace
  return isNear && wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value)
}
