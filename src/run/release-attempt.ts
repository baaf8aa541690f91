import { labelValue } from '../model/names.ts'
import type { PlannedRelease, PlannedStage } from '../plan/plan.ts'
import { isChart } from '../plan/release.ts'
import type { AttemptParts, AttemptRunner } from './attempt-runner.ts'
import { type Engine, tell } from './engine.ts'
import type { Failure } from './events.ts'
import { failureFrom, ownFailure } from './failure-from.ts'
import type { Verdict } from './judgement.ts'
import { followRelease, type ReleaseFollower } from './release-follow.ts'
import { keptRevisions, marksOf, type ReleaseCall, type ReleaseEnd, type Releases, releaseRef } from './releases.ts'

/** The one attempt of a stage that is left to helm: it installs and waits, the tracker tells what is wrong meanwhile. */
export function releaseAttempt(
  engine: Engine,
  planned: PlannedStage,
  release: PlannedRelease,
  { onVerdict, onLine, onPod }: AttemptParts,
): AttemptRunner {
  const closing = new AbortController()
  let running: Promise<ReleaseEnd> | undefined
  let follower: ReleaseFollower | undefined
  let isForgotten = false
  const judged = (verdict: Verdict): void => {
    if (isForgotten || closing.signal.aborted) return
    // Helm would wait for what can never become ready until its time is over.
    if (verdict.state === 'failed') closing.abort()
    onVerdict(verdict)
  }
  const ended = async (end: ReleaseEnd): Promise<void> => {
    if (isForgotten || closing.signal.aborted) return
    if (!end.isDone) return onVerdict({ state: 'failed', failure: helmFailure(release, end.said, follower?.cause()) })
    const history = await requiredReleases(engine).history(release)
    const last = history.at(-1)
    if (last !== undefined) engine.released.set(planned.stage.name, last.revision)
    if (isForgotten) return
    tell(engine, {
      type: 'object.applied',
      stage: planned.stage.name,
      object: releaseRef(release),
      change: history.length === 1 ? 'created' : 'configured',
    })
    await follower?.installed()
  }
  const broken = (error: unknown): void => {
    if (isForgotten) return
    onVerdict({ state: 'failed', failure: unexpected(error, release) })
  }
  return {
    send: async () => {
      follower = await followRelease(engine, planned, { onVerdict: judged, ...(onPod === undefined ? {} : { onPod }) })
      const heard = (line: string): void => {
        if (!closing.signal.aborted) onLine?.(line)
      }
      running = start(engine, release, { ...callOf(engine, release), signal: closing.signal, onLine: heard })
      running.catch(() => undefined)
      return undefined
    },
    watch: () => {
      if (isForgotten) return
      follower?.begin()
      running?.then(ended).catch(broken)
    },
    stop: async () => {
      closing.abort()
      await running?.catch(() => undefined)
    },
    forget: () => {
      isForgotten = true
      follower?.stop()
      closing.abort()
    },
  }
}

function start(engine: Engine, release: PlannedRelease, call: ReleaseCall): Promise<ReleaseEnd> {
  const releases = requiredReleases(engine)
  const { pipeline, facts } = engine.plan
  const { from } = release
  if (!isChart(from)) return releases.rollBack(release, from.revision, call)
  return releases.install(release, from, marksOf(labelValue(pipeline.name), facts.commit), call)
}

function callOf({ options }: Engine, { timeoutSeconds }: Pick<PlannedRelease, 'timeoutSeconds'>): ReleaseCall {
  return { timeoutSeconds, historyLimit: keptRevisions(options.historyLimit) }
}

function requiredReleases({ releases }: Engine): Releases {
  if (releases === undefined) throw new Error('no run with releases begins without helm')
  return releases
}

/** What helm says, and what is wrong with the pods when that is known: helm itself only says that it waited. */
function helmFailure(release: PlannedRelease, said: string, cause: Failure | undefined): Failure {
  const object = releaseRef(release)
  if (cause !== undefined)
    return { ...cause, evidence: [...cause.evidence, { path: `helm ${release.name}`, value: said }] }
  return ownFailure('helm', `helm could not deploy the release "${release.name}": ${said}`, {
    object,
    hint: `See what became of it: helm history ${release.name} --namespace ${release.namespace}`,
  })
}

function unexpected(error: unknown, release: PlannedRelease): Failure {
  try {
    return failureFrom(error, releaseRef(release))
  } catch {
    return ownFailure('helm', error instanceof Error ? error.message : String(error), { object: releaseRef(release) })
  }
}
