import { initContainersFor, mainContainerFor } from './container.ts'
import type { PlanContext } from './context.ts'
import { gitVolumesFor } from './git-container.ts'
import { withoutEmpty } from './objects.ts'
import type { PodStageLike } from './pod-stage.ts'
import { pullSecretName } from './pull-secret.ts'
import { podSecurityFor } from './security.ts'
import { identityLabels, stageAccount } from './service-account.ts'
import { mergedTemplate } from './template-merge.ts'
import { tolerationsFor } from './tolerations.ts'
import { mountedVolumesFor } from './volumes.ts'

/** What differs between the pods of a Job and of a Deployment. */
export interface PodParts {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly graceSeconds: number
  readonly spec: object
  /** More fields of the main container. */
  readonly container?: object
  readonly extraEnv?: Readonly<Record<string, string>>
}

/** The pod template of a stage; what the user wrote under `pod_template` is merged last, our labels excepted. */
export function podTemplateFor(context: PlanContext, stage: PodStageLike, parts: PodParts): object {
  // An account that is made here has a role in the cloud, and none in the cluster that it would need a token for.
  const isGiven = stage.serviceAccount !== undefined && stage.accountAnnotations === undefined
  const hasToken = context.pipeline.generation !== '2.0' || isGiven
  const spec = withoutEmpty({
    initContainers: initContainersFor(context, stage),
    containers: [
      mainContainerFor(context, stage, {
        ...(parts.extraEnv === undefined ? {} : { extraEnv: parts.extraEnv }),
        ...(parts.container === undefined ? {} : { more: parts.container }),
      }),
    ],
    serviceAccountName: stage.serviceAccount ?? stageAccount,
    automountServiceAccountToken: hasToken ? undefined : false,
    terminationGracePeriodSeconds: parts.graceSeconds,
    securityContext: podSecurityFor(context, stage),
    imagePullSecrets: [
      ...stage.pullSecrets,
      ...(stage.dockerConfig === undefined ? [] : [pullSecretName(context, stage.dockerConfig)]),
    ].map((name) => ({ name })),
    nodeSelector: stage.nodeSelector,
    tolerations: tolerationsFor(stage),
    affinity: stage.affinity,
    volumes: [...mountedVolumesFor(context, stage).map(({ volume }) => volume), ...gitVolumesFor(context, stage)],
    ...parts.spec,
  })
  const labels = { ...parts.labels, ...identityLabels(stage.accountAnnotations) }
  const metadata = withoutEmpty({ labels, annotations: parts.annotations })
  return mergedTemplate({ metadata, spec }, stage.podTemplate, parts.labels)
}
