import { shortHash } from '../model/names.ts'
import { didYouMean } from '../model/nearest.ts'
import { activeStages, isPodStage, type SecretVariable, type Stage } from '../model/pipeline.ts'
import type { Problem } from '../model/problem.ts'
import { type PlanContext, stageProblem } from './context.ts'
import { pipelineLabels } from './labels.ts'
import type { SecretCopy } from './plan.ts'

/** Namespace in which groups of secrets are kept. */
export const controlNamespace = 'bodywork-deployment-jobs'

/** Name, in the pipeline's namespace, of the Secret that holds `secret`. */
export function secretNameFor({ pipeline, facts }: PlanContext, secret: string): string {
  const version = facts.groupSecretVersions?.[secret]
  if (pipeline.secretsGroup === undefined || version === undefined) return secret
  return `${secret.slice(0, 244)}-${shortHash(version)}`
}

/** The group's secrets that stages use, each once, as copies to make; none without a group. */
export function secretCopiesFor(context: PlanContext): readonly SecretCopy[] {
  const { pipeline, facts } = context
  const group = pipeline.secretsGroup
  if (group === undefined) return []
  const keys = new Map<string, Set<string>>()
  for (const { secret, key } of usedSecrets(context)) keys.set(secret, (keys.get(secret) ?? new Set()).add(key))
  return [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([secret, used]) => ({
      group,
      from: { namespace: controlNamespace, name: `${group}-${secret}` },
      to: {
        namespace: pipeline.namespace,
        name: secretNameFor(context, secret),
        labels: { ...pipelineLabels(context), group },
      },
      immutable: facts.groupSecretVersions?.[secret] !== undefined,
      keys: [...used].sort(),
    }))
}

function usedSecrets({ pipeline }: PlanContext): readonly SecretVariable[] {
  return activeStages(pipeline).flatMap((stage) => (isPodStage(stage) ? stage.secrets : []))
}

/** Secrets and keys that stages ask for and the group does not have; silent when the group was not looked at. */
export function secretProblems(context: PlanContext, stage: Stage): readonly Problem[] {
  const { pipeline, facts } = context
  const known = facts.groupSecrets
  if (pipeline.secretsGroup === undefined || known === undefined || !isPodStage(stage)) return []
  return stage.secrets.flatMap(({ secret, key, variable }) => {
    const keys = known[secret]
    if (keys?.includes(key) === true) return []
    const problem =
      keys === undefined
        ? {
            code: 'plan/secret-missing',
            message: `the group "${pipeline.secretsGroup}" has no secret "${secret}"`,
            hint:
              didYouMean(secret, Object.keys(known)) ??
              `Create it: bodywork create secret ${secret} --group ${pipeline.secretsGroup} --data ${key}=VALUE`,
          }
        : {
            code: 'plan/secret-key-missing',
            message: `the secret "${secret}" of the group "${pipeline.secretsGroup}" has no key "${key}"`,
            hint:
              didYouMean(key, keys) ??
              `Add it: bodywork update secret ${secret} --group ${pipeline.secretsGroup} --data ${key}=VALUE`,
          }
    return [stageProblem(context, stage, { ...problem, key: `secrets.${variable}` })]
  })
}
