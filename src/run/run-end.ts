import { ProblemError } from '../model/problem.ts'
import { deleteJobs } from './clean-up.ts'
import { type Engine, tell } from './engine.ts'
import type { Failure, RollbackOutcome, RunOutcome } from './events.ts'
import { ownFailure } from './failure-from.ts'
import { type GraphEnd, runGraph } from './graph-run.ts'
import { heldEvents } from './held-events.ts'
import { runCompensations, runHooks } from './hooks.ts'
import { tooOld } from './own-config.ts'
import { prune } from './prune.ts'
import { lastGood, type RecordedStage, type RunRecord } from './record.ts'
import { dropRecords } from './record-store.ts'
import { pruneReleases } from './release-prune.ts'
import { dropCreatedConfig, restore } from './rollback-execute.ts'
import type { GivenSecrets } from './secret-sources.ts'
import { serviceUrl } from './service-url.ts'
import type { Session } from './session.ts'
import { isUserJob } from './snapshot.ts'
import { rememberedArtifacts } from './stage-artifacts.ts'
import type { StageEnd } from './stage-end.ts'
import { refKey, refOf } from './world.ts'

/** How a run ended. */
export interface RunEnd {
  readonly outcome: RunOutcome
  readonly rollback: RollbackOutcome
  readonly failedStage?: string
  readonly failure?: Failure
  readonly revision: number
  readonly services: Readonly<Record<string, string>>
}

/** Runs the graph and brings the run to one of its ends: deployed, put back, or saved for later. */
export async function runToEnd(session: Session, startedAt: number): Promise<RunEnd> {
  const graph = await runGraph(session.engine)
  const reason = session.stop.reason()
  if (reason?.kind === 'lock-lost') throw reason.error
  if (reason?.kind === 'cancelled') return saved(session, graph, startedAt)
  const failed = graph.failed ?? stoppedFailure(session)
  return failed === undefined ? deployed(session, graph, startedAt) : undone(session, graph, failed, startedAt)
}

type Failed = { readonly stage: string; readonly failure: Failure }

function stoppedFailure({ stop }: Session): Failed | undefined {
  const reason = stop.reason()
  if (reason?.kind === 'timeout')
    return {
      stage: '',
      failure: ownFailure('run-timeout', `the run was not done within its limit of ${reason.seconds} s`, {
        hint: 'Raise the timeout of the pipeline, or --timeout.',
      }),
    }
  if (reason?.kind !== 'broken') return undefined
  const { error } = reason
  const problem = error instanceof ProblemError ? error.problems[0] : undefined
  const hint = problem?.hint
  return {
    stage: '',
    failure: ownFailure('watch-ended', problem?.message ?? String(error), hint === undefined ? {} : { hint }),
  }
}

async function deployed(session: Session, graph: GraphEnd, startedAt: number): Promise<RunEnd> {
  const { engine, record, earlier, pipelineLabel } = session
  // From here on the new version is the good one, whatever happens to the tidying up.
  await record.update({
    status: 'deployed',
    finishedAt: engine.clock.now(),
    stages: rememberedArtifacts(engine, recorded(graph.ends, engine.options.secretValues)),
    objects: asSent(engine, record.current()),
    ...releasesAsSent(engine, record.current()),
  })
  await graph.told
  await runHooks(engine, { rollback: 'not-needed' })
  const all = [record.current(), ...earlier]
  const dropped = tooOld(all, engine.options.historyLimit, engine.world)
  const kept = all.filter((one) => !dropped.includes(one))
  await tidy(engine, async () => {
    await prune(engine, pipelineLabel, { kept, dropped })
    await dropRecords(engine.cluster, dropped)
    // Also those that a run left which died after its end, or which were kept to be looked at.
    await deleteJobs(
      engine.cluster,
      engine.world.of('Job').filter((job) => !isUserJob(job)),
    )
  })
  await tidy(engine, async () => {
    const uninstalled = await pruneReleases(engine, all)
    if (uninstalled.length > 0) await record.update({ uninstalled })
  })
  return finished(session, { outcome: 'succeeded', rollback: 'not-needed' }, startedAt)
}

async function undone(session: Session, graph: GraphEnd, failed: Failed, startedAt: number): Promise<RunEnd> {
  const { engine, record, earlier } = session
  const { options, plan } = engine
  const good = lastGood(earlier)
  // Restoring begins at once; it is told of after the failure, whose last lines may still be coming in.
  const { emit } = heldEvents(engine.emit, graph.told)
  await record.update({ stages: recorded(graph.ends, engine.options.secretValues) })
  const rollback = options.rollback
    ? await restore(
        { ...engine, emit },
        {
          record,
          force: options.force,
          leavesConfig: true,
          ...(good === undefined ? {} : { toCommit: good.commit }),
          ...(plan.pipeline.atomic || failed.stage === '' ? {} : { only: failed.stage }),
        },
      )
    : await leave(session)
  const told = await graph.told
  const failure = told[failed.stage]?.failure ?? failed.failure
  const news = { failed: { stage: failed.stage, failure }, rollback }
  const succeeded = Object.values(told).flatMap((end) => (end.outcome === 'succeeded' ? [end.stage] : []))
  if (options.rollback) await runCompensations(engine, new Set(succeeded), news)
  await runHooks(engine, news)
  await tidy(engine, async () => {
    const jobs = jobsOfRun(engine)
    const failing = new Set(Object.values(told).flatMap((end) => (end.outcome === 'failed' ? [end.stage] : [])))
    const isFailed = (stage: string | undefined) => stage !== undefined && failing.has(stage)
    const gone = options.keep ? jobs.filter((job) => !isFailed(job.metadata.annotations?.['bodywork.dev/stage'])) : jobs
    await deleteJobs(engine.cluster, gone)
    if (options.rollback && !options.keep) await dropCreatedConfig(engine, record.current())
  })
  const isBare = options.rollback && !options.keep && good === undefined
  if (isBare && record.current().namespaceCreated) tellNamespaceKept(engine)
  return finished(
    session,
    { outcome: 'failed', rollback, failure, ...(failed.stage === '' ? {} : { failedStage: failed.stage }) },
    startedAt,
  )
}

/** The namespace of a first run that failed stays: it holds the record, from which a second attempt continues. */
function tellNamespaceKept(engine: Engine): void {
  const { name, namespace } = engine.plan.pipeline
  tell(engine, {
    type: 'notice',
    level: 'note',
    code: 'run/namespace-kept',
    message: `the namespace "${namespace}" stays, with the record that another attempt continues from; \`bodywork delete deployment ${name} --namespace ${namespace} --yes\` removes both`,
  })
}

/** The new state stays although it is not whole, because that was asked for. */
async function leave({ record, engine }: Session): Promise<RollbackOutcome> {
  await record.update({ status: 'rollback-failed', kept: true, note: 'left as it was', finishedAt: engine.clock.now() })
  return 'not-needed'
}

/** Cancelled: Jobs are being deleted already; the rest is for `finish` or the next run. */
async function saved(session: Session, graph: GraphEnd, startedAt: number): Promise<RunEnd> {
  const { engine, record } = session
  const isKept = engine.options.onCancel === 'keep'
  await record.update({
    status: 'cancelled',
    stages: recorded(graph.ends, engine.options.secretValues),
    finishedAt: engine.clock.now(),
    ...(isKept ? { kept: true, note: 'kept after it was cancelled' } : {}),
  })
  await tidy(engine, () => deleteJobs(engine.cluster, jobsOfRun(engine)))
  await graph.told
  return finished(session, { outcome: 'cancelled', rollback: isKept ? 'not-needed' : 'deferred' }, startedAt)
}

function finished(session: Session, end: Omit<RunEnd, 'revision' | 'services'>, startedAt: number): RunEnd {
  const { engine, record } = session
  const services = end.outcome === 'succeeded' ? urlsOf(engine) : {}
  const { revision } = record.current()
  const durationMs = engine.clock.now() - startedAt
  const before = lastGood(session.earlier)?.commit
  tell(engine, {
    type: 'run.finished',
    ...end,
    problems: [],
    durationMs,
    revision,
    services,
    ...(before === undefined ? {} : { previousCommit: before }),
  })
  return { ...end, revision, services }
}

function urlsOf(engine: Engine): Readonly<Record<string, string>> {
  const urls = engine.plan.stages.map((planned) => [planned.stage.name, serviceUrl(engine, planned)] as const)
  return Object.fromEntries(urls.flatMap(([name, url]) => (url === undefined ? [] : [[name, url] as const])))
}

/** What stages put out; a stage that put out a secret it was given is not remembered, and so runs again. */
function recorded(
  ends: Readonly<Record<string, StageEnd>>,
  given: GivenSecrets = {},
): Readonly<Record<string, RecordedStage>> {
  const secrets = Object.values(given).flatMap((keys) => Object.values(keys))
  const isTelling = ({ outputs }: StageEnd): boolean =>
    Object.values(outputs).some((value) => secrets.some((secret) => value.includes(secret)))
  const kept = Object.entries(ends).filter(([, end]) => !isTelling(end))
  return Object.fromEntries(
    kept.map(([name, { outcome, outputs, cache }]) => [
      name,
      { outcome, outputs, ...(cache === undefined ? {} : { cache }) },
    ]),
  )
}

/** What was applied, with the outputs that were filled in on the way: a later rollback applies exactly that. */
function asSent({ resolved }: Engine, { objects }: RunRecord): RunRecord['objects'] {
  return objects.map((object) => {
    const sent = object.stage === undefined ? undefined : resolved.get(object.stage)
    const next = sent?.objects.find((candidate) => refKey(refOf(candidate)) === refKey(object.ref))
    return next === undefined || object.next === undefined ? object : { ...object, next }
  })
}

function releasesAsSent({ released }: Engine, { releases }: RunRecord): Pick<RunRecord, 'releases'> {
  if (releases === undefined) return {}
  const sent = releases.map((release) => {
    const after = released.get(release.stage)
    return after === undefined ? release : { ...release, after }
  })
  return { releases: sent }
}

function jobsOfRun(engine: Engine) {
  const { runId } = engine.plan.facts
  return engine.world.of('Job').filter((job) => job.metadata.annotations?.['bodywork.dev/run'] === runId)
}

/** Tidying up that fails is worth a warning and nothing more: the next run does it. */
async function tidy(engine: Engine, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof ProblemError && error.kind === 'lock') throw error
    tell(engine, {
      type: 'notice',
      level: 'warning',
      code: 'run/not-tidied',
      message: `something of this run could not be removed: ${error instanceof Error ? error.message : String(error)}`,
    })
  }
}
