import type { HelmStage, ManifestStage } from '../model/pipeline.ts'
import type { PlanContext } from './context.ts'
import { pipelineLabels } from './labels.ts'
import type { KubeObject } from './objects.ts'

/** Kinds that live outside namespaces, so that none is put on them. */
const clusterKinds: ReadonlySet<string> = new Set([
  'APIService',
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'IngressClass',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
])

/** The user's own objects, in the pipeline's namespace unless they name one, with the labels that mark them as its own. */
export function ownObjectsFor(context: PlanContext, stage: ManifestStage | HelmStage): readonly KubeObject[] {
  const labels = { 'bodywork.dev/pipeline': pipelineLabels(context)['bodywork.dev/pipeline'] ?? '' }
  const objects = context.facts.manifests?.[stage.name] ?? []
  return objects.map((object) => ({
    ...object,
    metadata: {
      ...(clusterKinds.has(object.kind) ? {} : { namespace: context.pipeline.namespace }),
      ...object.metadata,
      labels: { ...object.metadata.labels, ...labels },
    },
  }))
}
