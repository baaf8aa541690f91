import { posix } from 'node:path'
import { activeStages, isPodStage, type ManifestStage, type Pipeline } from '../model/pipeline.ts'
import type { Problem } from '../model/problem.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { MatchedFile, Source } from '../source/read-source.ts'

/** The globs of all stages of the user's own objects. */
export function manifestGlobs(pipeline: Pipeline): readonly string[] {
  return activeStages(pipeline).flatMap((stage) => (stage.kind === 'manifests' ? stage.paths : []))
}

/** What was read for the stages of the user's own objects. */
export interface Gathered {
  readonly objects: Readonly<Record<string, readonly KubeObject[]>>
  readonly problems: readonly Problem[]
}

/** Reads the manifests of every stage from the source that is deployed. */
export async function gatherManifests(pipeline: Pipeline, source: Source, file: string): Promise<Gathered> {
  const stages = activeStages(pipeline).filter((stage) => stage.kind === 'manifests')
  if (stages.length === 0) return { objects: {}, problems: [] }
  const { readManifests } = await import('../config/manifest-source.ts')
  const problems: Problem[] = []
  const objects = stages.map((stage) => {
    const substitution = {
      values: stage.substitute,
      texts: textsFor(pipeline, stage, source),
      outputs: outputsBefore(pipeline, stage),
    }
    const files = filesOf(pipeline, stage, source, problems)
    const found = files.flatMap(({ path, content }) => {
      const shown = posix.join(posix.dirname(file), posix.relative(source.folder, path))
      const manifests = readManifests(shown, content.toString('utf8'), substitution)
      problems.push(...manifests.problems)
      return manifests.ok ? manifests.value.map(({ object }): KubeObject => object) : []
    })
    return [stage.name, found] as const
  })
  return { objects: Object.fromEntries(objects), problems }
}

/** Every file once, in the order of the globs; a glob without a file is an error. */
function filesOf(
  pipeline: Pipeline,
  stage: ManifestStage,
  source: Source,
  problems: Problem[],
): readonly MatchedFile[] {
  const files = stage.paths.flatMap((glob, index) => {
    const found = source.matched[glob] ?? []
    if (found.length === 0)
      problems.push({
        severity: 'error',
        code: 'manifest/no-file',
        message: `no file of the commit fits "${glob}" of stage "${stage.name}"`,
        hint: 'Is it committed? Paths are read from the folder of the configuration.',
        place: pipeline.places[`stages.${stage.name}.manifests[${index}]`] ?? stage.place,
        path: `stages.${stage.name}.manifests[${index}]`,
      })
    return found
  })
  return [...new Map(files.map((one) => [one.path, one])).values()]
}

/** What `${NAME}` stands for in the manifests of every stage. */
export function textsFor(
  pipeline: Pipeline,
  stage: Pick<ManifestStage, 'name'>,
  source: Source,
): Readonly<Record<string, string>> {
  const images = pipeline.stages.filter(isPodStage).map(({ name, image }) => [`image.${name}`, image] as const)
  return {
    namespace: pipeline.namespace,
    pipeline: pipeline.name,
    stage: stage.name,
    commit: source.commit,
    branch: source.branch ?? '',
    image: pipeline.image,
    ...Object.fromEntries(images),
  }
}

/** Outputs of all stages that are done before this one. */
export function outputsBefore(pipeline: Pipeline, stage: { readonly needs: readonly string[] }): readonly string[] {
  const before = new Set(stage.needs)
  for (const name of before)
    for (const need of pipeline.stages.find((one) => one.name === name)?.needs ?? []) before.add(need)
  return pipeline.stages.flatMap((one) =>
    one.kind === 'batch' && before.has(one.name) ? one.outputs.map((key) => `outputs.${one.name}.${key}`) : [],
  )
}
