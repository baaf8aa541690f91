import { activeStages, isPodStage, type Pipeline, type ServiceStage, type Stage } from '../model/pipeline.ts'
import { failed, hasErrors, never, ok, type Problem } from '../model/problem.ts'
import { bootstrapConfigMapFor, bootstrapMapName, bundleConfigMapsFor } from './bundle-config-map.ts'
import type { PlanContext } from './context.ts'
import { deploymentFor } from './deployment.ts'
import { runsDirectly } from './direct-program.ts'
import { horizontalPodAutoscalerFor } from './horizontal-pod-autoscaler.ts'
import { httpRouteFor } from './http-route.ts'
import { ingressFor } from './ingress.ts'
import { jobFor } from './job.ts'
import { namespaceFor } from './namespace.ts'
import { ownerProblems } from './object-owners.ts'
import { sizeProblems } from './object-size.ts'
import type { KubeObject } from './objects.ts'
import { ownObjectsFor } from './own-objects.ts'
import type { Plan, PlanFacts, PlannedStage, PlanResult } from './plan.ts'
import { podDisruptionBudgetFor } from './pod-disruption-budget.ts'
import { pullSecretsFor } from './pull-secret.ts'
import { releaseFor, releaseProblems } from './release.ts'
import { roleFor } from './role.ts'
import { roleBindingFor } from './role-binding.ts'
import { secretCopiesFor } from './secret-copy.ts'
import { serviceFor } from './service.ts'
import { ownAccountsFor, serviceAccountFor } from './service-account.ts'
import { stageProblems } from './stage-checks.ts'
import { objectNameFor, objectNameProblems } from './stage-names.ts'

/** Decides everything a run will do. Nothing is read but the arguments: the same ones give the same bytes anywhere. */
export function planFor(pipeline: Pipeline, facts: PlanFacts): PlanResult {
  const context: PlanContext = { pipeline, facts, bootstrapMap: bootstrapMapName({ pipeline, facts }) }
  const active = activeStages(pipeline)
  const planned = active.map((stage) => plannedStageFor(context, stage))
  const problems: readonly Problem[] = [
    ...objectNameProblems(context),
    ...deliveryProblems(context),
    ...active.flatMap((stage) => stageProblems(context, stage)),
    ...planned.flatMap(({ stage, objects }) => sizeProblems(context, stage, objects)),
    ...ownerProblems(sharedObjectsFor(context), planned),
    ...releaseProblems(
      context,
      active.filter((stage) => stage.kind === 'helm'),
    ),
  ]
  if (hasErrors(problems)) return failed(...problems)
  const copies = secretCopiesFor(context)
  const pullSecrets = pullSecretsFor(context)
  const plan: Plan = {
    formatVersion: 1,
    pipeline,
    facts,
    shared: sharedObjectsFor(context),
    ...(copies.length === 0 ? {} : { secretCopies: copies }),
    ...(pullSecrets.length === 0 ? {} : { pullSecrets }),
    stages: planned.filter(({ stage }) => !isHook(pipeline, stage)),
    hooks: hooksOf(pipeline, planned),
  }
  return ok(plan, problems)
}

/** One later attempt of a batch stage, the same as the first but for name, number and the variables it is given. */
export function jobForAttempt(
  plan: Plan,
  planned: PlannedStage,
  attempt: number,
  extraEnv?: Readonly<Record<string, string>>,
  variant?: string,
): KubeObject {
  const { stage } = planned
  if (stage.kind !== 'batch') throw new Error(`stage "${stage.name}" is no batch stage`)
  return jobFor({ pipeline: plan.pipeline, facts: plan.facts }, stage, {
    number: attempt,
    ...(extraEnv === undefined ? {} : { extraEnv }),
    ...(variant === undefined ? {} : { variant }),
  })
}

/** The stage planned anew, with what became known of it while the run went on. */
export function replanned(plan: Plan, stage: Stage): PlannedStage {
  return plannedStageFor({ pipeline: plan.pipeline, facts: plan.facts }, stage)
}

function plannedStageFor(context: PlanContext, stage: Stage): PlannedStage {
  const release = stage.kind === 'helm' ? releaseFor(context, stage) : undefined
  return {
    stage,
    name: objectNameFor(context.pipeline, stage),
    needs: stage.needs,
    objects: objectsFor(context, stage),
    ...(release === undefined ? {} : { release }),
  }
}

function objectsFor(context: PlanContext, stage: Stage): readonly KubeObject[] {
  switch (stage.kind) {
    case 'batch':
      return [jobFor(context, stage, { number: 1 })]
    case 'service':
      return serviceObjects(context, stage)
    case 'manifests':
    case 'helm':
      return ownObjectsFor(context, stage)
    default:
      return never(stage)
  }
}

function serviceObjects(context: PlanContext, stage: ServiceStage): readonly KubeObject[] {
  const { ingress } = stage
  const door =
    ingress === undefined
      ? undefined
      : ingress.via === 'gateway'
        ? httpRouteFor(context, stage, ingress)
        : ingressFor(context, stage, ingress)
  return [
    deploymentFor(context, stage),
    serviceFor(context, stage),
    podDisruptionBudgetFor(context, stage),
    horizontalPodAutoscalerFor(context, stage),
    door,
  ].filter((object) => object !== undefined)
}

function sharedObjectsFor(context: PlanContext): readonly KubeObject[] {
  const { pipeline, facts } = context
  const pods = activeStages(pipeline).filter(isPodStage)
  const boots = pods.some((stage) => stage.program.kind !== 'image' && !runsDirectly(stage))
  const bundles = pods.some((stage) => stage.source === 'bundle' && stage.program.kind !== 'image')
  const isOld = pipeline.generation !== '2.0'
  return [
    namespaceFor(context),
    ...(pods.length > 0 ? [serviceAccountFor(context)] : []),
    ...ownAccountsFor(context),
    ...(pods.length > 0 && isOld ? [roleFor(context), roleBindingFor(context)] : []),
    ...(boots && facts.programs !== undefined ? [bootstrapConfigMapFor(context)] : []),
    ...(bundles && facts.bundle !== undefined ? bundleConfigMapsFor(context, facts.bundle) : []),
  ]
}

/** What a delivery of code needs and the facts do not have. */
function deliveryProblems({ pipeline, facts }: PlanContext): readonly Problem[] {
  const clones = activeStages(pipeline).filter((stage) => isPodStage(stage) && stage.source === 'git')
  const first = clones[0]
  if (first === undefined) return []
  const problem = (code: string, message: string, hint: string): Problem => ({
    severity: 'error',
    code,
    message,
    hint,
    place: pipeline.places['pipeline.source'] ?? first.place,
  })
  if (facts.git?.url === undefined && facts.repository === undefined)
    return [
      problem('plan/no-remote', 'source: git needs a remote repository, and there is none', 'Use source: bundle.'),
    ]
  if (!/^[0-9a-f]{40,64}$/.test(facts.commit))
    return [problem('plan/no-commit', 'source: git needs a commit that pods can clone', 'Commit and push first.')]
  return []
}

function isHook(pipeline: Pipeline, stage: Stage): boolean {
  const isInGraph = pipeline.steps.some((step) => step.includes(stage.name))
  return !isInGraph && [pipeline.onFailure, pipeline.onSuccess, pipeline.always].includes(stage.name)
}

function hooksOf(pipeline: Pipeline, planned: readonly PlannedStage[]): Plan['hooks'] {
  const named = (name: string | undefined) => planned.find(({ stage }) => stage.name === name)
  const [onFailure, onSuccess, always] = [pipeline.onFailure, pipeline.onSuccess, pipeline.always].map(named)
  return {
    ...(onFailure === undefined ? {} : { onFailure }),
    ...(onSuccess === undefined ? {} : { onSuccess }),
    ...(always === undefined ? {} : { always }),
  }
}
