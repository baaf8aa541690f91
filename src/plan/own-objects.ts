import { labelValue } from '../model/names.ts'
import type { HelmStage, ManifestStage } from '../model/pipeline.ts'
import type { PlanContext } from './context.ts'
import { isNeverRun } from './helm-hooks.ts'
import { pipelineLabels } from './labels.ts'
import { inApplyOrder } from './object-order.ts'
import { field, type KubeObject, mapOf } from './objects.ts'
import { asReleased } from './release.ts'

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

/** Kinds whose pods come from `spec.template`, which is marked too, so that their pods can be watched. */
const templated: ReadonlySet<string> = new Set(['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'StatefulSet'])

/** The user's own objects, in the pipeline's namespace unless they name one, with the labels that mark them as its own. */
export function ownObjectsFor(context: PlanContext, stage: ManifestStage | HelmStage): readonly KubeObject[] {
  const labels = {
    'bodywork.dev/pipeline': pipelineLabels(context)['bodywork.dev/pipeline'] ?? '',
    'bodywork.dev/stage': labelValue(stage.name),
  }
  const given = context.facts.manifests?.[stage.name] ?? []
  const objects = stage.kind === 'helm' ? given.filter((object) => !isNeverRun(object)) : given
  if (stage.kind === 'helm' && stage.byHelm === true) return releasedObjects(context, stage, objects)
  return inApplyOrder(objects.map((object) => owned(object, context.pipeline.namespace, labels)))
}

/** The objects that helm will install: without our marks, which it would not know of. */
function releasedObjects(
  context: PlanContext,
  stage: HelmStage,
  objects: readonly KubeObject[],
): readonly KubeObject[] {
  const { namespace } = context.pipeline
  return inApplyOrder(objects.map((object) => asReleased(within(object, namespace), stage.release, namespace)))
}

function within(object: KubeObject, namespace: string): KubeObject {
  if (clusterKinds.has(object.kind)) return object
  return { ...object, metadata: { namespace, ...object.metadata } }
}

function owned(object: KubeObject, namespace: string, labels: Readonly<Record<string, string>>): KubeObject {
  const placed = within(object, namespace)
  const marked = { ...placed, metadata: { ...placed.metadata, labels: { ...object.metadata.labels, ...labels } } }
  if (!templated.has(object.kind)) return marked
  const spec = mapOf(object['spec'])
  const template = mapOf(spec['template'])
  const metadata = mapOf(template['metadata'])
  return {
    ...marked,
    spec: {
      ...spec,
      template: {
        ...template,
        metadata: { ...metadata, labels: { ...mapOf(field(metadata, 'labels')), ...labels } },
      },
    },
  }
}
