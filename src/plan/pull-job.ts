import { isPinned } from '../model/image.ts'
import { nameWithSuffix } from '../model/names.ts'
import type { PlanContext } from './context.ts'
import { jobTtlSeconds } from './deadlines.ts'
import { pipelineLabels, runLabel } from './labels.ts'
import { type KubeObject, withoutEmpty } from './objects.ts'
import { imageFor } from './pod-image.ts'
import type { PodStageLike } from './pod-stage.ts'
import { pullSecretName } from './pull-secret.ts'
import { containerSecurityFor, podSecurityFor } from './security.ts'
import { objectNameFor } from './stage-names.ts'
import { tolerationsFor } from './tolerations.ts'

const mostPullSeconds = 900

/**
 * A Job that has a node pull a stage's image and does nothing else. The stage's own pod is likely to come to that node:
 * schedulers prefer nodes that have the image. It belongs to no stage, and nothing waits for it.
 */
export function pullJobFor(context: PlanContext, stage: PodStageLike): KubeObject {
  const { pipeline, facts } = context
  const labels = {
    ...pipelineLabels(context),
    'bodywork.dev/run': runLabel(context),
    // What has an attempt is ours alone, and goes with the run.
    'bodywork.dev/attempt': '0',
  }
  const annotations = { 'bodywork.dev/pipeline': pipeline.name, 'bodywork.dev/run': facts.runId }
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: nameWithSuffix(objectNameFor(pipeline, stage), `pull-${runLabel(context)}`),
      namespace: pipeline.namespace,
      labels,
      annotations,
    },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: mostPullSeconds,
      ttlSecondsAfterFinished: jobTtlSeconds,
      template: { metadata: { labels }, spec: podFor(context, stage) },
    },
  }
}

function podFor(context: PlanContext, stage: PodStageLike): object {
  const image = imageFor(context, stage.image)
  const file = stage.dockerConfig
  const secrets = [...stage.pullSecrets, ...(file === undefined ? [] : [pullSecretName(context, file)])]
  return withoutEmpty({
    containers: [
      withoutEmpty({
        name: 'pull',
        image,
        imagePullPolicy: isPinned(image) ? 'IfNotPresent' : 'Always',
        // An image without it fails to start, which is after it was pulled.
        command: ['true'],
        securityContext: containerSecurityFor(context, stage),
      }),
    ],
    restartPolicy: 'Never',
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 0,
    securityContext: podSecurityFor(context, stage),
    imagePullSecrets: secrets.map((name) => ({ name })),
    nodeSelector: stage.nodeSelector,
    tolerations: tolerationsFor(stage),
    affinity: stage.affinity,
  })
}
