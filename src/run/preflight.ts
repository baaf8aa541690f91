import { activeStages, isPodStage } from '../model/pipeline.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import { field } from '../plan/objects.ts'
import type { Plan } from '../plan/plan.ts'
import type { Cluster } from './ports.ts'
import type { RecordedObject } from './record.ts'
import type { LiveWorld, refOf } from './world.ts'

/** Refuses what would fail for sure: secrets and keys that stages name and the namespace does not have. */
export async function checkSecrets(plan: Plan, cluster: Cluster): Promise<void> {
  const problems = await secretProblems(plan, cluster)
  if (problems.length > 0) throw new ProblemError('user', problems)
}

/** Secrets and keys that stages name and the namespace does not have. */
export async function secretProblems(plan: Plan, cluster: Cluster): Promise<readonly Problem[]> {
  if (plan.pipeline.secretsGroup !== undefined) return []
  const { namespace } = plan.pipeline
  const wanted = activeStages(plan.pipeline).flatMap((stage) =>
    isPodStage(stage) ? stage.secrets.map((variable) => ({ stage, ...variable })) : [],
  )
  const names = [...new Set(wanted.map(({ secret }) => secret))]
  const live = new Map(
    await Promise.all(
      names.map(
        async (name) => [name, await cluster.get({ apiVersion: 'v1', kind: 'Secret', namespace, name })] as const,
      ),
    ),
  )
  return wanted.flatMap(({ stage, secret, key, variable }): readonly Problem[] => {
    const found = live.get(secret)
    if (found !== undefined && field(found, 'data', key) !== undefined) return []
    const path = `stages.${stage.name}.secrets.${variable}`
    const place = plan.pipeline.places[path] ?? stage.place
    return [
      {
        severity: 'error',
        ...(found === undefined
          ? {
              code: 'run/secret-missing',
              message: `stage "${stage.name}" needs the secret "${secret}", which the namespace "${namespace}" does not have`,
              hint: `Create it: bodywork create secret ${secret} --data ${key}=VALUE`,
            }
          : {
              code: 'run/secret-key-missing',
              message: `stage "${stage.name}" needs the key "${key}" of the secret "${secret}", which has no such key`,
              hint: `Its keys: ${Object.keys({ ...objectField(found) }).join(', ') || 'none'}.`,
            }),
        place,
        path,
      },
    ]
  })
}

function objectField(secret: unknown): object {
  const data = field(secret, 'data')
  return typeof data === 'object' && data !== null ? data : {}
}

/** Objects of the same names that are neither ours nor of an earlier release are not overwritten. */
export function checkOwnership(plan: Plan, objects: readonly RecordedObject[], world: LiveWorld): void {
  const staged = new Set(plan.stages.filter(({ stage }) => isPodStage(stage)).map(({ stage }) => stage.name))
  const problems = objects.flatMap(({ ref, stage, existed }): readonly Problem[] => {
    const live = world.find(ref)
    if (!existed || live === undefined || stage === undefined || !staged.has(stage)) return []
    const labels = live.metadata.labels ?? {}
    const owner = labels['bodywork.dev/pipeline'] ?? labels['deployment-name']
    const isEarlier = labels['app'] === 'bodywork'
    const planned = plan.stages.flatMap((one) => one.objects).find((object) => sameRef(object, ref))
    const mine = planned?.metadata.labels?.['bodywork.dev/pipeline']
    if (owner === mine || (owner === undefined && isEarlier)) return []
    return [
      {
        severity: 'error',
        code: 'run/foreign-object',
        message: `${ref.kind} "${ref.name}" in "${ref.namespace ?? ''}" belongs to ${owner === undefined ? 'somebody else' : `the pipeline "${owner}"`}`,
        hint: 'Rename the stage, or deploy to another namespace.',
      },
    ]
  })
  const paused = objects.filter(({ ref }) => field(world.find(ref), 'spec', 'paused') === true)
  const notes = paused.map(
    ({ ref }): Problem => ({
      severity: 'error',
      code: 'run/paused',
      message: `Deployment "${ref.name}" is paused, so no new version of it can start`,
      hint: `Resume it first: kubectl rollout resume deployment/${ref.name} -n ${ref.namespace ?? ''}`,
    }),
  )
  if (problems.length + notes.length > 0) throw new ProblemError('user', [...problems, ...notes])
}

function sameRef(object: Parameters<typeof refOf>[0], ref: RecordedObject['ref']): boolean {
  return object.kind === ref.kind && object.metadata.name === ref.name
}
