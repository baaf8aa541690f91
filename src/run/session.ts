import { labelValue } from '../model/names.ts'
import { applyShared, copySecrets, ensureNamespace, makePullSecrets } from './apply-shared.ts'
import { changesFor } from './changes.ts'
import { configHash } from './config-hash.ts'
import { curiousJudge } from './curiosity.ts'
import { type Engine, type RunOptions, tell } from './engine.ts'
import { defaultGraces } from './graces.ts'
import { guardedCluster, guardedReleases } from './guarded-cluster.ts'
import { checkKinds } from './known-kinds.ts'
import { type Lock, takeLock } from './lock.ts'
import { checkConfig, isOwnConfig } from './own-config.ts'
import type { Selection } from './ports.ts'
import { checkOwnership, checkSecrets } from './preflight.ts'
import type { RunRecord } from './record.ts'
import { createRecord, type RecordWriter, readRecords } from './record-store.ts'
import { checkHelm, standingReleases } from './release-preflight.ts'
import { resumable } from './resume.ts'
import { defaultOptions, type RunRequest } from './run-request.ts'
import { readSecretSources } from './secret-sources.ts'
import { snapshot } from './snapshot.ts'
import { type Stop, stopper } from './stop.ts'
import { takeOver, unfinished } from './take-over.ts'
import { trackerFor } from './tracker.ts'
import { namespaceSelection, startOptionalWatching, startWatching, watchedSelections } from './watching.ts'
import { liveWorld, refKey } from './world.ts'

/** A run that may begin: the lock held, the watches in step, nothing of another run left undone, the record written. */
export interface Session {
  readonly engine: Engine
  readonly record: RecordWriter
  /** Records of earlier runs, newest first. */
  readonly earlier: readonly RunRecord[]
  readonly pipelineLabel: string
  readonly stop: Stop
}

/** Opens a session, works with it, and closes it whatever happens. */
export async function withSession<T>(request: RunRequest, work: (session: Session) => Promise<T>): Promise<T> {
  const { plan, ports } = request
  const closing = new AbortController()
  const options = { ...defaultOptions, ...request.options }
  let lock: Lock | undefined
  try {
    const sources = await readSecretSources({
      cluster: ports.cluster,
      copies: plan.secretCopies ?? [],
      ...(options.secretValues === undefined ? {} : { given: options.secretValues }),
    })
    if (options.goesBackTo !== undefined) await checkConfig(ports.cluster, options.goesBackTo)
    await checkSecrets(plan, ports.cluster)
    await checkKinds(plan, ports.cluster)
    await checkHelm(plan, ports)
    const namespace = plan.shared.find(({ kind }) => kind === 'Namespace')
    const namespaceCreated = namespace !== undefined && (await ensureNamespace(ports.cluster, namespace))
    lock = await lockFor(request, options)
    const { engine, stop } = engineFor(request, options, lock, closing.signal)
    const label = labelValue(plan.pipeline.name)
    const selections = watchedSelections(plan.pipeline.namespace, label)
    const watching = startWatching(ports.cluster, engine.tracker, selections, closing.signal)
    stop.onBroken(watching.broken)
    startOptionalWatching(ports.cluster, engine.tracker, [namespaceSelection(plan.pipeline.namespace)], closing.signal)
    const [records] = await Promise.all([readRecords(engine.cluster, plan.pipeline.namespace, label), watching.synced])
    const earlier = await settled(engine, records)
    const changed = await changesFor(engine, earlier)
    const resumed = { ...engine, options: { ...options, changed, earlier, ...resumable(plan, options, earlier) } }
    const record = await begin(resumed, earlier, namespaceCreated)
    await copySecrets(resumed, sources)
    await makePullSecrets(resumed)
    await applyShared(resumed, existing(record.current()))
    return await work({ engine: resumed, record, earlier, pipelineLabel: label, stop })
  } finally {
    closing.abort()
    await lock?.release()
  }
}

function lockFor({ plan, ports, signal }: RunRequest, options: RunOptions): Promise<Lock> {
  const { pipeline, facts } = plan
  return takeLock(
    ports.cluster,
    ports.clock,
    {
      namespace: pipeline.namespace,
      pipeline: labelValue(pipeline.name),
      holder: `${facts.runId}/${facts.attempt}`,
      ...(facts.link === undefined ? {} : { link: facts.link }),
      waitMs: options.waitLockMs,
      onWait: ({ who, since }) =>
        tell(ports, {
          type: 'notice',
          level: 'note',
          code: 'run/waiting-for-lock',
          message: `waiting for run ${who}, which holds the pipeline since ${since}`,
        }),
    },
    signal,
  )
}

function engineFor(
  request: RunRequest,
  options: RunOptions,
  lock: Lock,
  closing: AbortSignal,
): { readonly engine: Engine; readonly stop: Stop } {
  const { plan, ports } = request
  const world = liveWorld()
  const graces = { ...defaultGraces, ...request.graces }
  const lookMore = (selection: Selection): void => startOptionalWatching(ports.cluster, tracker, [selection], closing)
  const judge = curiousJudge(request.judge, plan.pipeline.namespace, lookMore)
  const tracker = trackerFor({ world, clock: ports.clock, judge, graces })
  closing.addEventListener('abort', () => tracker.stop(), { once: true })
  const cluster = guardedCluster(ports.cluster, {
    mayWrite: () => lock.isHeld(),
    wrote: (object) => tracker.wrote(object),
  })
  const stop = stopper({
    clock: ports.clock,
    cancel: request.signal,
    ignoresCancel: options.onCancel === 'finish',
    lost: lock.lost,
    closing,
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  })
  const { clock, emit } = ports
  const startedAt = ports.cluster.serverTime() ?? clock.now()
  const watchMore = async (selections: readonly Selection[]): Promise<void> => {
    const more = startWatching(ports.cluster, tracker, selections, closing)
    await more.synced
  }
  const state = {
    outputs: new Map(),
    resolved: new Map(),
    written: new Map(),
    released: new Map(),
    signal: stop.signal,
  }
  const releases = guardedReleases(ports.releases, () => lock.isHeld())
  const engine = { plan, cluster, clock, emit, world, tracker, options, startedAt, watchMore, ...releases, ...state }
  return { engine, stop }
}

/** The records once nothing is left in the middle. */
async function settled(engine: Engine, records: readonly RunRecord[]): Promise<readonly RunRecord[]> {
  if (unfinished(records) === undefined) return records
  const taken = await takeOver(engine, records, { force: engine.options.force })
  return taken === undefined ? records : [taken.record, ...records.slice(1)]
}

/** Writes down how everything is before anything is changed. */
async function begin(engine: Engine, earlier: readonly RunRecord[], namespaceCreated: boolean): Promise<RecordWriter> {
  const { plan, world, options, clock } = engine
  const { pipeline, facts } = plan
  const broken = earlier.find(({ status }) => status !== 'rolled-back')
  const before = broken?.status === 'rollback-failed' && broken.kept !== true ? broken : undefined
  const touched = await snapshot(plan, options.selected, engine, world, before)
  checkOwnership(plan, touched, world)
  const releases = await standingReleases(engine, earlier, before)
  const used = options.goesBackTo?.objects.filter(isOwnConfig) ?? []
  const objects = [...used.map((object) => ({ ...object, existed: true })), ...touched]
  return createRecord(engine.cluster, {
    formatVersion: 1,
    revision: (earlier[0]?.revision ?? 0) + 1,
    status: 'applying',
    pipeline: labelValue(pipeline.name),
    namespace: pipeline.namespace,
    runId: facts.runId,
    attempt: facts.attempt,
    commit: facts.commit,
    ...(facts.branch === undefined ? {} : { branch: facts.branch }),
    ...(facts.actor === undefined ? {} : { actor: facts.actor }),
    ...(facts.link === undefined ? {} : { link: facts.link }),
    configHash: configHash(plan),
    ...(options.note === undefined ? {} : { note: options.note }),
    ...(options.keep ? { keepsJobs: true } : {}),
    startedAt: clock.now(),
    namespaceCreated:
      namespaceCreated ||
      (earlier.every(({ status }) => status !== 'deployed') && earlier.some((one) => one.namespaceCreated)),
    objects,
    ...(releases.length === 0 ? {} : { releases }),
    stages: {},
  })
}

function existing(record: RunRecord): ReadonlySet<string> {
  return new Set(record.objects.filter(({ existed }) => existed).map(({ ref }) => refKey(ref)))
}
