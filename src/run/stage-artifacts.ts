import { artifactMark, artifactsOutput, mostPackedBytes } from '../model/artifact-mark.ts'
import type { ArtifactHome, GivenArtifacts } from '../model/artifacts.ts'
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
  if (mark.home !== 'packed') return end
  const packed = new Map(mark.parts.map((part) => [part.sha256, part.bytes]))
  const bytes = [...packed.values()].reduce((sum, one) => sum + one, 0)
  if (bytes > mostPackedBytes) return tooLarge(end, bytes)
  for (const sha256 of packed.keys()) {
    const failure = await stored(engine, stage, sha256, archiveOf)
    if (failure === 'lost') return lost(end, 'they did not come through its log')
    if (failure !== undefined) return failed(end, failure)
  }
  return end
}

/** Makes the ConfigMaps of one archive, as soon as it has come in. */
async function stored(
  engine: Engine,
  stage: BatchStage,
  sha256: string,
  archiveOf: (sha256: string, until: Promise<unknown>) => Promise<Buffer | undefined>,
): Promise<Failure | 'lost' | undefined> {
  const timer = new AbortController()
  const archive = await archiveOf(
    sha256,
    engine.clock.sleep(handOverMs, timer.signal).catch(() => undefined),
  )
  timer.abort()
  if (archive === undefined) return 'lost'
  const { pipeline, facts } = engine.plan
  for (const object of artifactConfigMapsFor({ pipeline, facts }, sha256, archive)) {
    const ref = refOf(object)
    try {
      const { existed } = await engine.cluster.create(object)
      const change = existed ? 'unchanged' : 'created'
      tell(engine, { type: 'object.applied', stage: stage.name, object: ref, change })
    } catch (error) {
      return failureFrom(error, ref)
    }
  }
  return undefined
}

/** The pods of a matrix do not know of one another: each may have kept to the limit. */
function tooLarge(end: StageEnd, bytes: number): StageEnd {
  const size = (bytes / 1024 / 1024).toFixed(1)
  const message = `the artifacts of stage "${end.stage}" are ${size} MiB together; 4 MiB, packed, go through the API`
  const hint = 'Keep them in a claim or a bucket: artifacts: {paths: […], pvc: NAME}.'
  return failed(end, ownFailure('artifact-too-large', message, { hint }))
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
    if (mark === undefined || mark.home !== homeOf(before.artifacts)) return []
    const { claim, bucket } = before.artifacts
    const { parts, isMatrix } = mark
    return [
      {
        stage: name,
        parts,
        isMatrix,
        ...(claim === undefined ? {} : { claim }),
        ...(bucket === undefined ? {} : { bucket }),
      },
    ]
  })
}

function homeOf({ claim, bucket }: NonNullable<BatchStage['artifacts']>): ArtifactHome {
  if (claim !== undefined) return 'claim'
  return bucket === undefined ? 'packed' : 'bucket'
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
