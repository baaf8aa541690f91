import { hasCode, type Problem, ProblemError } from '../model/problem.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import type { Plan, PlannedStage } from '../plan/plan.ts'
import type { ObjectRef } from './events.ts'
import type { Cluster } from './ports.ts'
import { listField, textField } from './world.ts'

/** True for the answer of a cluster that does not have a kind. */
export function isUnknownKind(error: unknown): boolean {
  return hasCode(error, /^cluster\/unknown-kind$/) || (error instanceof ProblemError && field(error, 'status') === 404)
}

/** The live object; undefined also when the cluster does not have its kind (yet, or any more). */
export async function liveObject(cluster: Cluster, ref: ObjectRef): Promise<KubeObject | undefined> {
  try {
    return await cluster.get(ref)
  } catch (error) {
    if (isUnknownKind(error)) return undefined
    throw error
  }
}

/** True when a stage of the plan brings the definition of that object's kind along. */
export function definesKind(plan: Plan, object: Pick<KubeObject, 'apiVersion' | 'kind'>): boolean {
  return plan.stages.some(({ objects }) => objects.some((definition) => isDefinitionOf(definition, object)))
}

function isDefinitionOf(
  definition: KubeObject,
  { apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>,
): boolean {
  if (definition.kind !== 'CustomResourceDefinition' || textField(definition, 'spec', 'names', 'kind') !== kind)
    return false
  const group = textField(definition, 'spec', 'group')
  return listField(definition, 'spec', 'versions').some(
    (version) => apiVersion === `${group}/${textField(version, 'name')}`,
  )
}

/** Kinds of objects outside of Kubernetes itself, which the cluster may not have, each once. */
function foreignKinds({ objects }: PlannedStage): readonly KubeObject[] {
  const foreign = objects.filter(({ apiVersion }) => {
    const group = apiVersion.split('/')[0] ?? ''
    return group.includes('.') && (!group.endsWith('.k8s.io') || group === 'gateway.networking.k8s.io')
  })
  return [...new Map(foreign.map((object) => [`${object.apiVersion}/${object.kind}`, object])).values()]
}

/** Refuses a plan with objects of a kind that the cluster does not know, before anything is changed. */
export async function checkKinds(plan: Plan, cluster: Cluster): Promise<void> {
  const wanted = plan.stages.flatMap((planned) => foreignKinds(planned).map((object) => ({ planned, object })))
  const problems = await Promise.all(
    wanted.map(async ({ planned: { stage }, object }): Promise<readonly Problem[]> => {
      const { apiVersion, kind } = object
      if (definesKind(plan, object) || (await isKnown(cluster, object))) return []
      return [
        {
          severity: 'error',
          code: 'run/unknown-kind',
          message: `stage "${stage.name}" has the ${kind} "${object.metadata.name}", but the cluster does not know ${kind} of ${apiVersion}`,
          hint: 'Install its CustomResourceDefinition, or add that to the manifests of a stage.',
          place: stage.place,
          path: `stages.${stage.name}`,
        },
      ]
    }),
  )
  if (problems.flat().length > 0) throw new ProblemError('user', problems.flat())
}

async function isKnown(cluster: Cluster, { apiVersion, kind }: KubeObject): Promise<boolean> {
  try {
    await cluster.list({ apiVersion, kind, labelSelector: 'bodywork.dev/stage=none' })
    return true
  } catch (error) {
    // Who may not list may still apply: only a clear no counts.
    return !isUnknownKind(error)
  }
}
