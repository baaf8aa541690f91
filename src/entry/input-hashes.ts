import { createHash } from 'node:crypto'
import { activeStages, type BatchStage, type Pipeline } from '../model/pipeline.ts'
import type { PlanFacts } from '../plan/plan.ts'
import type { Source } from '../source/read-source.ts'

type Cached = BatchStage & { readonly cache: NonNullable<BatchStage['cache']> }

function cachedStages(pipeline: Pipeline): readonly Cached[] {
  return activeStages(pipeline).filter((stage): stage is Cached => stage.kind === 'batch' && stage.cache !== undefined)
}

/** The globs of all inputs that results depend on. */
export function inputGlobs(pipeline: Pipeline): readonly string[] {
  return cachedStages(pipeline).flatMap(({ cache }) => cache.inputs)
}

/** A hash of the inputs of every stage whose result may be used again; without globs the whole source is its input. */
export function inputHashes(pipeline: Pipeline, source: Source): Pick<PlanFacts, 'inputHashes'> {
  const stages = cachedStages(pipeline)
  if (stages.length === 0) return {}
  return { inputHashes: Object.fromEntries(stages.map((stage) => [stage.name, hashOf(stage, source)])) }
}

function hashOf({ cache }: Cached, source: Source): string {
  if (cache.inputs.length === 0) return source.bundle?.sha256 ?? source.commit
  const files = new Map(
    cache.inputs.flatMap((glob) => (source.matched[glob] ?? []).map(({ path, content }) => [path, content] as const)),
  )
  const hash = createHash('sha256')
  for (const path of [...files.keys()].sort()) {
    const content = files.get(path) ?? Buffer.alloc(0)
    hash.update(JSON.stringify([path, content.length])).update(content)
  }
  return hash.digest('hex')
}
