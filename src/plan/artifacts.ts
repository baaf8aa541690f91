import type { GivenArtifacts, KeptPart } from '../model/artifacts.ts'
import { labelValue } from '../model/names.ts'
import type { BatchStage } from '../model/pipeline.ts'
import type { PlanContext } from './context.ts'
import { pipelineLabels } from './labels.ts'
import type { KubeObject } from './objects.ts'
import type { PodStageLike } from './pod-stage.ts'

/** Label of the ConfigMaps that hold artifacts. */
export const artifactLabel = 'bodywork.dev/artifact'

const pieceBytes = 700 * 1024

/** Names of the ConfigMaps that hold so many bytes of artifacts. */
export function artifactMapNames({ sha256, bytes }: KeptPart): readonly string[] {
  const count = Math.max(1, Math.ceil(bytes / pieceBytes))
  return Array.from({ length: count }, (_, index) => `bodywork-artifact-${sha256.slice(0, 16)}-${index}`)
}

/** Artifacts as immutable ConfigMaps, named by what they hold: pods that were given them go on finding them. */
export function artifactConfigMapsFor(context: PlanContext, sha256: string, archive: Buffer): readonly KubeObject[] {
  return artifactMapNames({ sha256, bytes: archive.length }).map((name, index) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: context.pipeline.namespace,
      labels: { ...pipelineLabels(context), [artifactLabel]: sha256.slice(0, 16) },
    },
    immutable: true,
    binaryData: { piece: archive.subarray(index * pieceBytes, (index + 1) * pieceBytes).toString('base64') },
  }))
}

/** Folder of a stage's artifacts in a claim or a bucket; the bootstrap adds the hash of what it keeps. */
export function artifactFolder({ pipeline }: PlanContext, stage: string): string {
  return `bodywork/${labelValue(pipeline.name)}/${labelValue(stage)}`
}

/** What the bootstrap is told to keep, and what it is to find. */
export function artifactEnvironment(context: PlanContext, stage: PodStageLike): Readonly<Record<string, string>> {
  const kept = stage.kind === 'batch' ? stage.artifacts : undefined
  const given = stage.given ?? []
  return {
    ...(kept === undefined ? {} : { BODYWORK_KEEP: JSON.stringify(wanted(context, stage.name, kept)) }),
    ...(given.length === 0 ? {} : { BODYWORK_GIVEN: JSON.stringify(given.map((one) => found(context, one))) }),
  }
}

function wanted(context: PlanContext, stage: string, kept: NonNullable<BatchStage['artifacts']>): object {
  const { paths, claim, bucket } = kept
  if (claim === undefined && bucket === undefined) return { paths }
  return { paths, folder: artifactFolder(context, stage), ...(bucket === undefined ? {} : { bucket }) }
}

function found(context: PlanContext, given: GivenArtifacts): object {
  const { stage, parts, isMatrix } = given
  const elements = parts.map((part) => foundPart(context, given, part))
  return { stage, ...(isMatrix ? { elements } : elements[0]) }
}

function foundPart(context: PlanContext, { stage, claim, bucket }: GivenArtifacts, part: KeptPart): object {
  const folder = artifactFolder(context, stage)
  if (bucket !== undefined) return { bucket, folder, ...part }
  if (claim !== undefined) return { folder: `${folder}/${part.sha256}` }
  return { sha256: part.sha256, pieces: artifactMapNames(part).length }
}

/** Volumes with the artifacts of earlier stages, and the one that takes those of this stage. */
export function artifactVolumesFor(stage: PodStageLike): readonly {
  readonly volume: { readonly name: string; readonly [source: string]: unknown }
  readonly mount: { readonly name: string; readonly mountPath: string; readonly readOnly?: boolean }
  readonly seenBy: 'all'
}[] {
  const claim = stage.kind === 'batch' ? stage.artifacts?.claim : undefined
  const kept = { name: 'bodywork-kept', mountPath: '/bodywork/kept' }
  return [
    ...(stage.given ?? []).flatMap((given, index) => {
      if (given.bucket !== undefined) return []
      const name = `bodywork-given-${index}`
      const mount = { name, mountPath: `/bodywork/given/${index}`, readOnly: true }
      return [{ volume: { name, ...sourceOf(given) }, mount, seenBy: 'all' as const }]
    }),
    ...(claim === undefined
      ? []
      : [
          {
            volume: { name: kept.name, persistentVolumeClaim: { claimName: claim } },
            mount: kept,
            seenBy: 'all' as const,
          },
        ]),
  ]
}

function sourceOf(given: GivenArtifacts): object {
  if (given.claim !== undefined) return { persistentVolumeClaim: { claimName: given.claim } }
  const sources = given.parts.flatMap((part, element) =>
    artifactMapNames(part).map((name, index) => {
      const path = `${given.isMatrix ? `${element}/` : ''}${index}/piece`
      return { configMap: { name, items: [{ key: 'piece', path }] } }
    }),
  )
  return { projected: { sources } }
}
