import { createHash } from 'node:crypto'
import type { PlanContext } from './context.ts'
import { pipelineLabels } from './labels.ts'
import type { KubeObject } from './objects.ts'
import type { SourceBundle } from './plan.ts'
import { programsFor } from './programs.ts'

/** The source's pieces, one immutable ConfigMap each; the name holds the content's hash, so old pods keep theirs. */
export function bundleConfigMapsFor(context: PlanContext, bundle: SourceBundle): readonly KubeObject[] {
  return bundle.pieces.map((piece, index) => ({
    ...configMap(context, sourceMapName(bundle, index)),
    binaryData: { piece },
  }))
}

/** The programs that run inside the stages' containers, named by their own hash. */
export function bootstrapConfigMapFor(context: PlanContext): KubeObject {
  return {
    ...configMap(context, bootstrapMapName(context)),
    data: programsFor(context.pipeline, context.facts.programs),
  }
}

/** Name of the ConfigMap with one piece of the source. */
export function sourceMapName(bundle: SourceBundle, index: number): string {
  return `bodywork-source-${bundle.sha256.slice(0, 12)}-${index}`
}

/** Name of the ConfigMap with the bootstrap. */
export function bootstrapMapName(context: PlanContext): string {
  if (context.bootstrapMap !== undefined) return context.bootstrapMap
  const hash = createHash('sha256')
  for (const text of Object.values(programsFor(context.pipeline, context.facts.programs))) hash.update(text)
  return `bodywork-bootstrap-${hash.digest('hex').slice(0, 12)}`
}

function configMap(context: PlanContext, name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: context.pipeline.namespace, labels: pipelineLabels(context) },
    immutable: true,
  }
}
