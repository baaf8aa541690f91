import { artifactMark, artifactsOutput, type GivenArtifacts } from '../model/artifacts.ts'
import { type BatchStage, isPodStage, type ServiceStage } from '../model/pipeline.ts'
import { artifactConfigMapsFor } from '../plan/artifacts.ts'
import { runsDirectly } from '../plan/direct-program.ts'
import type { PlannedStage } from '../plan/plan.ts'
import { type Engine, tell } from './engine.ts'
import type { Failure } from './events.ts'
import { failureFrom, ownFailure } from './failure-from.ts'
import type { RecordedStage, RunRecord } from './record.ts'
import type { Resolving } from './resolving.ts'
import { ancestorsOf } from './stage-cache.ts'
import type { StageEnd } from './stage-end.ts'
import { refOf } from './world.ts'

/** How long the last pieces may take to come in after a stage has ended. */
const handOverMs = 30_000

/** Puts into the cluster what a stage that succeeded hands over; a success that lost it is a failure. */
export async function withArtifacts(
  engine: Engine,
  { stage }: PlannedStage,
  end: StageEnd,
  archiveOf: (sha256: string, until: Promise<unknown>) => Promise<Buffer | undefined>,
): Promise<StageEnd> {
  if (stage.kind !== 'batch' || stage.artifacts === undefined || end.outcome !== 'succeeded') return end
  const mark = artifactMark(end.outputs[artifactsOutput])
  if (mark === undefined) return lost(end, 'it did not tell what it kept')
  if (mark.isInClaim) return end
  const timer = new AbortController()
  const archive = await archiveOf(
    mark.sha256,
    engine.clock.sleep(handOverMs, timer.signal).catch(() => undefined),
  )
  timer.abort()
  if (archive === undefined) return lost(end, 'they did not come through its log')
  const { pipeline, facts } = engine.plan
  for (const object of artifactConfigMapsFor({ pipeline, facts }, mark.sha256, archive)) {
    const ref = refOf(object)
    try {
      const { existed } = await engine.cluster.create(object)
      const change = existed ? 'unchanged' : 'created'
      tell(engine, { type: 'object.applied', stage: stage.name, object: ref, change })
    } catch (error) {
      return failed(end, failureFrom(error, ref))
    }
  }
  return end
}

function lost(end: StageEnd, why: string): StageEnd {
  const hint = 'Run it again; or keep them in a claim: artifacts: {paths: […], pvc: NAME}.'
  return failed(end, ownFailure('artifact-lost', `the artifacts of stage "${end.stage}" were lost: ${why}`, { hint }))
}

function failed(end: StageEnd, failure: Failure): StageEnd {
  return { ...end, outcome: 'failed', outputs: {}, failure }
}

/** What the stages before this one kept, for a stage whose pod has the bootstrap. */
export function givenTo(engine: Resolving, { stage, needs }: PlannedStage): readonly GivenArtifacts[] {
  if (!isPodStage(stage) || !isBooted(stage)) return []
  return ancestorsOf(engine.plan, needs).flatMap((name) => {
    const before = engine.plan.stages.find((candidate) => candidate.stage.name === name)?.stage
    if (before?.kind !== 'batch' || before.artifacts === undefined) return []
    const mark = artifactMark(markOf(engine, name))
    const { claim } = before.artifacts
    if (mark === undefined || mark.isInClaim !== (claim !== undefined)) return []
    const { sha256, bytes } = mark
    return [{ stage: name, sha256, bytes, ...(claim === undefined ? {} : { claim }) }]
  })
}

function isBooted(stage: BatchStage | ServiceStage): boolean {
  return stage.program.kind !== 'image' && !runsDirectly(stage)
}

/** What a stage kept in this run; for one that did not run now, in the newest deployment that has it. */
function markOf(engine: Resolving, stage: string): string | undefined {
  return engine.outputs.get(stage)?.[artifactsOutput] ?? earlierMark(engine.options.earlier ?? [], stage)
}

function earlierMark(earlier: readonly RunRecord[], stage: string): string | undefined {
  const deployed = earlier.filter(({ status }) => status === 'deployed')
  return deployed.map((record) => record.stages[stage]?.outputs[artifactsOutput]).find((mark) => mark !== undefined)
}

/** The same stages with the artifacts that those which did not run now had before: they are still in use. */
export function rememberedArtifacts(
  { plan, options }: Engine,
  stages: Readonly<Record<string, RecordedStage>>,
): Readonly<Record<string, RecordedStage>> {
  const kept = plan.stages.flatMap(({ stage }) => {
    const recorded = stages[stage.name]
    if (stage.kind !== 'batch' || stage.artifacts === undefined || recorded === undefined) return []
    const mark = recorded.outputs[artifactsOutput] ?? earlierMark(options.earlier ?? [], stage.name)
    if (mark === undefined) return []
    return [[stage.name, { ...recorded, outputs: { ...recorded.outputs, [artifactsOutput]: mark } }] as const]
  })
  return { ...gainedBack(options.goesBackTo), ...stages, ...Object.fromEntries(kept) }
}

/** A version that is brought back comes with the artifacts it had, for the runs after it too. */
function gainedBack(record: RunRecord | undefined): Readonly<Record<string, RecordedStage>> {
  const marked = Object.entries(record?.stages ?? {}).flatMap(([name, { outputs }]) => {
    const mark = outputs[artifactsOutput]
    return mark === undefined ? [] : [[name, { outcome: 'skipped', outputs: { [artifactsOutput]: mark } }] as const]
  })
  return Object.fromEntries(marked)
}
