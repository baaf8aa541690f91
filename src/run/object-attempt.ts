import { isHook, isRemovedAfter, type Phases, phasesOf } from '../plan/helm-hooks.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { PlannedStage } from '../plan/plan.ts'
import { adopted } from './adopt.ts'
import { switchesLater } from './apply-objects.ts'
import { applyOwn } from './apply-own.ts'
import type { AttemptParts, AttemptRunner } from './attempt-runner.ts'
import { combined } from './combined-verdict.ts'
import type { Engine } from './engine.ts'
import type { Failure } from './events.ts'
import { failureFrom } from './failure-from.ts'
import type { Subject, Verdict } from './judgement.ts'
import { liveObject } from './known-kinds.ts'
import { labelOfStage } from './own-label.ts'
import type { Selection } from './ports.ts'
import { isWatched, pipelineLabel } from './watching.ts'
import { numberField, refKey, refOf, uidOf } from './world.ts'

/** The one attempt of a service or of the user's own objects: everything is applied, then watched until it is ready. */
export function objectAttempt(engine: Engine, planned: PlannedStage, { onVerdict }: AttemptParts): AttemptRunner {
  const { stage } = planned
  const stops: (() => void)[] = []
  const verdicts = new Map<string, Verdict>()
  let watch = (): void => undefined
  let isForgotten = false
  let phases: Phases = []
  /** While the next phase is being applied, what is said about the ones before decides nothing. */
  let isBeginning = false
  const judged = (key: string, verdict: Verdict): void => {
    verdicts.set(key, verdict)
    if (isBeginning) return
    const whole = combined([...verdicts.values()])
    const [due, ...rest] = phases
    if (whole.state !== 'ready' || due === undefined || isForgotten) {
      onVerdict(whole)
      return
    }
    phases = rest
    isBeginning = true
    begin(due).then(
      (failure) => {
        isBeginning = false
        if (failure !== undefined) return fail(failure)
        if (stage.kind !== 'service') return follow(subjectsOf(engine, planned, due))
        // Only now that the Service is switched over can it be told whether it reaches the new pods.
        for (const stop of stops.splice(0)) stop()
        follow(subjectsOf(engine, planned, planned.objects))
      },
      (error) => fail(failureFrom(error, refOf(due[0] ?? planned.objects[0] ?? nothing))),
    )
  }
  const fail = (failure: Failure): void => onVerdict({ state: 'failed', failure })
  let applied: readonly KubeObject[] = []
  /** Applies one phase and watches what it brings. */
  const begin = async (objects: readonly KubeObject[]): Promise<Failure | undefined> => {
    for (const hook of applied.filter(isRemovedAfter)) await engine.cluster.delete(refOf(hook))
    applied = objects
    const failure = await applyAll(engine, objects, stage.name)
    if (failure === undefined && waitsForOwn(planned)) await engine.watchMore(unwatched(objects))
    return failure
  }
  const follow = (subjects: readonly Subject[]): void => {
    if (isForgotten) return
    if (subjects.length === 0) judged('', { state: 'ready', ready: 0, wanted: 0 })
    for (const subject of subjects)
      verdicts.set(refKey(subject.ref), {
        state: 'waiting',
        reason: 'starting',
        message: 'waiting for the first state',
      })
    for (const subject of subjects)
      stops.push(
        engine.tracker.follow(subject, labelOfStage(planned), (verdict) => judged(refKey(subject.ref), verdict)),
      )
  }
  return {
    send: async () => {
      const [first = [], ...rest] = await phasesFor(engine, planned)
      phases = rest
      const failure = await begin(first)
      if (failure === undefined) watch = () => follow(subjectsOf(engine, planned, first))
      return failure
    },
    watch: () => watch(),
    stop: () => Promise.resolve(),
    forget: () => {
      isForgotten = true
      for (const stop of stops) stop()
    },
  }
}

const nothing: KubeObject = { apiVersion: 'v1', kind: 'List', metadata: { name: '' } }

/** What is applied at once, and what only when that is ready. */
async function phasesFor(engine: Engine, { stage, objects }: PlannedStage): Promise<Phases> {
  if (stage.kind === 'helm') {
    const own = objects.find((object) => !isHook(object))
    const isUpgrade = own !== undefined && (await liveObject(engine.cluster, refOf(own))) !== undefined
    return phasesOf(objects, isUpgrade)
  }
  if (stage.kind !== 'service') return [objects]
  const late = objects.filter((object) => switchesLater(engine, object))
  return [objects.filter((object) => !late.includes(object)), ...(late.length === 0 ? [] : [late])]
}

async function applyAll(engine: Engine, objects: readonly KubeObject[], stage: string): Promise<Failure | undefined> {
  for (const object of objects)
    try {
      await applyOwn(engine, await adopted(engine, object), stage)
    } catch (error) {
      return failureFrom(error, refOf(object))
    }
  return undefined
}

/** What has to become ready: Deployments always, the user's other objects when the stage waits for them. */
function subjectsOf(engine: Engine, { stage }: PlannedStage, applied: readonly KubeObject[]): readonly Subject[] {
  const waits = waitsForOwn({ stage })
  // A Service that is switched over later still leads to the old pods, and rightly so.
  const service = applied.find((object) => object.kind === 'Service')?.metadata.name
  return applied.flatMap((object): readonly Subject[] => {
    const ref = refOf(object)
    const live = engine.written.get(refKey(ref))
    if (live === undefined) return []
    const base = { ref, uid: uidOf(live), generation: numberField(live, 'metadata', 'generation') ?? 0 }
    if (object.kind === 'Deployment' && (waits || stage.kind === 'service'))
      return [
        {
          kind: 'deployment',
          ...base,
          ...(stage.kind !== 'service' ? { isNew: true } : service === undefined ? {} : { service }),
          startupTimeoutSeconds: stage.kind === 'service' ? stage.startupTimeoutSeconds : 600,
        },
      ]
    return waits ? [{ kind: 'object', ...base }] : []
  })
}

/** True for a stage of the user's own objects that is done only when they are ready. */
function waitsForOwn({ stage }: Pick<PlannedStage, 'stage'>): boolean {
  return stage.kind === 'helm' || (stage.kind === 'manifests' && stage.wait)
}

/** Kinds that no watch of the run covers yet, each once per namespace. */
function unwatched(objects: readonly KubeObject[]): readonly Selection[] {
  const selections = objects
    .filter(({ kind }) => !isWatched(kind))
    .map(({ apiVersion, kind, metadata: { namespace, labels } }) => ({
      apiVersion,
      kind,
      ...(namespace === undefined ? {} : { namespace }),
      labelSelector: `${pipelineLabel}=${labels?.[pipelineLabel] ?? ''}`,
    }))
  return [...new Map(selections.map((selection) => [JSON.stringify(selection), selection])).values()]
}
