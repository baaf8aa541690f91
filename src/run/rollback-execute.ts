import { fieldManager } from '../plan/labels.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import { hasOtherSelector } from './adopt.ts'
import { tell, type Untimed } from './engine.ts'
import type { Emit, ObjectRef, RollbackItem, RollbackOutcome } from './events.ts'
import type { Verdict } from './judgement.ts'
import { liveObject } from './known-kinds.ts'
import { isOwnConfig } from './own-config.ts'
import type { Clock, Cluster } from './ports.ts'
import type { RunRecord } from './record.ts'
import type { RecordWriter } from './record-store.ts'
import { releaseHistories, restoreRelease } from './release-restore.ts'
import { releaseSteps } from './release-steps.ts'
import { type Releases, releaseRef } from './releases.ts'
import { restoreLanes } from './restore-lanes.ts'
import { type RollbackStep, rollbackSteps } from './rollback.ts'
import { isUnwatched, servesUnwatched } from './serves-unwatched.ts'
import { sideBySide } from './side-by-side.ts'
import { stageLabel, type Tracker } from './tracker.ts'
import { type LiveWorld, numberField, refKey, refOf, uidOf } from './world.ts'

/** What restoring works with. */
export interface Restorer {
  readonly cluster: Cluster
  readonly releases?: Releases
  readonly clock: Clock
  readonly emit: Emit
  readonly world: LiveWorld
  readonly tracker: Tracker
  readonly written: ReadonlyMap<string, KubeObject>
}

/** What is to be restored. */
export interface RestoreRequest {
  readonly record: RecordWriter
  /** Commit that is served again afterwards. */
  readonly toCommit?: string
  readonly force: boolean
  readonly only?: string
  /** Leaves ConfigMaps and Secrets, which stages that run afterwards still need. */
  readonly leavesConfig?: boolean
}

/** Puts everything back as the record says it was and waits until it serves. */
export async function restore(parts: Restorer, request: RestoreRequest): Promise<RollbackOutcome> {
  const startedAt = parts.clock.now()
  const record = request.record.current()
  const [live, histories] = await Promise.all([liveObjects(parts, record), releaseHistories(parts.releases, record)])
  const scope = { record, force: request.force, ...(request.only === undefined ? {} : { only: request.only }) }
  const all = [
    ...releaseSteps({ ...scope, history: (release) => histories.get(refKey(releaseRef(release))) }),
    ...rollbackSteps({
      ...scope,
      live: (ref) => live.get(refKey(ref)),
      written: (ref) => parts.written.get(refKey(ref)),
    }),
  ]
  const steps = request.leavesConfig === true ? all.filter((step) => !isOwnConfig(step)) : all
  if (!all.some((step) => !isOwnConfig(step))) return nothingToRestore(parts, request, steps)
  const to = request.toCommit === undefined ? {} : { toCommit: request.toCommit }
  tell(parts, { type: 'rollback.started', ...to, fromCommit: record.commit, objects: steps.length })
  await request.record.update({ status: 'rolling-back' })
  const done = await carriedOut(parts, steps)
  const items = done.map(({ item }) => item)
  const verified = await Promise.all(
    done.flatMap(({ live }) => (live?.kind === 'Deployment' ? [serves(parts, live)] : [])),
  )
  const unwell = verified.filter((failure) => failure !== undefined)
  const told = [...items.filter((item) => !unwell.some((bad) => refKey(bad.object) === refKey(item.object))), ...unwell]
  const isDone = told.every(({ action }) => action === 'restored' || action === 'deleted')
  const outcome: RollbackOutcome = isDone ? 'restored' : 'restore-failed'
  await request.record.update({ status: isDone ? 'rolled-back' : 'rollback-failed', finishedAt: parts.clock.now() })
  const durationMs = parts.clock.now() - startedAt
  const finished: Untimed = { type: 'rollback.finished', outcome, ...to, items: told, durationMs, verified: isDone }
  tell(parts, finished)
  return outcome
}

/** Nothing that serves was touched: ConfigMaps and Secrets go without a word. */
async function nothingToRestore(
  parts: Restorer,
  request: RestoreRequest,
  steps: readonly RollbackStep[],
): Promise<RollbackOutcome> {
  for (const step of steps) await carryOut(parts, step)
  await request.record.update({ status: 'rolled-back', finishedAt: parts.clock.now() })
  return 'not-needed'
}

/** Removes the ConfigMaps and Secrets that a failed run made, once nothing needs them. */
export async function dropCreatedConfig(parts: Restorer, record: RunRecord): Promise<void> {
  for (const object of record.objects)
    if (!object.existed && isOwnConfig(object)) await deleted(parts, object.ref, { propagation: 'Background' })
}

async function liveObjects({ cluster }: Restorer, record: RunRecord): Promise<ReadonlyMap<string, KubeObject>> {
  const found = await Promise.all(
    record.objects.map(async ({ ref }) => {
      const live = await liveObject(cluster, ref)
      return live === undefined ? [] : [[refKey(ref), { ...live, apiVersion: ref.apiVersion, kind: ref.kind }] as const]
    }),
  )
  return new Map(found.flat())
}

/** What became of a step, and the object as it is again. */
interface StepEnd {
  readonly item: RollbackItem
  readonly live?: KubeObject
}

const servicesAtOnce = 8

/** Carries out the steps of several services at the same time; what became of them stands in the order of the steps. */
async function carriedOut(parts: Restorer, steps: readonly RollbackStep[]): Promise<readonly StepEnd[]> {
  const { first, beside, last } = restoreLanes(steps)
  const ends = new Map<RollbackStep, StepEnd>()
  const inOrder = async (lane: readonly RollbackStep[]): Promise<void> => {
    for (const step of lane) ends.set(step, await carryOut(parts, step))
  }
  await inOrder(first)
  await sideBySide(beside, servicesAtOnce, inOrder)
  await inOrder(last)
  return steps.flatMap((step) => ends.get(step) ?? [])
}

async function carryOut(parts: Restorer, step: RollbackStep): Promise<StepEnd> {
  const { ref } = step
  try {
    switch (step.action) {
      case 'keep':
        return { item: { object: ref, action: 'kept', reason: step.reason } }
      case 'delete':
        await deleted(parts, ref, { uid: step.uid, propagation: isOwnConfig(step) ? 'Background' : 'Foreground' })
        return { item: { object: ref, action: 'deleted' } }
      case 'roll-back':
      case 'uninstall':
        return { item: await restoreRelease(parts.releases, step.release) }
      case 'restore':
        return { item: { object: ref, action: 'restored' }, live: await applied(parts, step.object) }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { item: { object: ref, action: 'failed', reason } }
  }
}

/** What was deleted is forgotten at once: the watches tell later, and a run that begins now must not count on it. */
async function deleted(
  { cluster, world }: Restorer,
  ref: ObjectRef,
  options: NonNullable<Parameters<Cluster['delete']>[1]>,
): Promise<void> {
  await cluster.delete(ref, options)
  const known = world.find(ref)
  if (known !== undefined && (options.uid === undefined || options.uid === uidOf(known))) world.remove(known)
}

/** Server-side apply of the whole former object under our name: what we set and it had not goes away again. */
async function applied({ cluster, world }: Restorer, object: KubeObject): Promise<KubeObject> {
  const now = object.kind === 'Deployment' ? world.find(refOf(object)) : undefined
  if (now !== undefined && hasOtherSelector(now, object)) await cluster.delete(refOf(object), { propagation: 'Orphan' })
  const live = await cluster.apply(object, { fieldManager, force: true })
  return { ...live, apiVersion: object.apiVersion, kind: object.kind }
}

/** Undefined once the restored Deployment serves; else what is wrong with it. */
function serves(parts: Restorer, live: KubeObject): Promise<RollbackItem | undefined> {
  const ref: ObjectRef = refOf(live)
  const seconds = numberField(live, 'spec', 'progressDeadlineSeconds') ?? 600
  if (isUnwatched(live))
    return servesUnwatched(parts, ref, seconds * 1000).then((reason) =>
      reason === undefined ? undefined : { object: ref, action: 'failed', reason },
    )
  const { promise, resolve } = Promise.withResolvers<RollbackItem | undefined>()
  const limit = new AbortController()
  const subject = {
    kind: 'deployment' as const,
    ref,
    uid: uidOf(live),
    generation: numberField(live, 'metadata', 'generation') ?? 0,
    startupTimeoutSeconds: seconds,
  }
  const label = live.metadata.labels?.[stageLabel] ?? String(field(live, 'metadata', 'name'))
  const judge = (verdict: Verdict): void => {
    if (verdict.state === 'ready') resolve(undefined)
    if (verdict.state === 'failed') resolve({ object: ref, action: 'failed', reason: verdict.failure.message })
  }
  parts.clock.sleep(seconds * 1000, limit.signal).then(
    () => resolve({ object: ref, action: 'failed', reason: `it did not serve again within ${seconds} s` }),
    () => undefined,
  )
  const unfollow = parts.tracker.follow(subject, label, judge)
  return promise.finally(() => {
    unfollow()
    limit.abort()
  })
}
