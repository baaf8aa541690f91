import { failed, ok, type Problem, ProblemError, type Result } from '../model/problem.ts'
import type { Plan } from '../plan/plan.ts'
import type { ActionInputs } from './action-inputs.ts'
import { parseSecretLines, type SecretValues } from './secret-lines.ts'

/** The values of the input `secrets`; throws for lines that cannot be read. */
export function givenSecrets(inputs: ActionInputs): SecretValues {
  const parsed = parseSecretLines(inputs.text('secrets') ?? '')
  if (!parsed.ok) throw new ProblemError('user', parsed.problems)
  return parsed.value
}

/** Every single value, for masking. */
export function secretTexts(secrets: SecretValues): readonly string[] {
  return Object.values(secrets).flatMap((keys) => Object.values(keys))
}

/** Values that have nowhere to go are an error without a group, and a warning when no stage asks for them. */
export function placedSecrets(plan: Plan, secrets: SecretValues): Result<Plan> {
  const names = Object.keys(secrets)
  if (names.length === 0) return ok(plan)
  const group = plan.pipeline.secretsGroup
  if (group === undefined)
    return failed({
      severity: 'error',
      code: 'input/secrets',
      message: 'the input "secrets" gives values, but the pipeline has no secrets_group',
      hint: 'Add "secrets_group: NAME" to the pipeline in the configuration.',
      path: 'secrets',
    })
  const wanted = new Set((plan.secretCopies ?? []).map(({ from }) => from.name.slice(group.length + 1)))
  return ok(
    plan,
    names.filter((name) => !wanted.has(name)).map((name) => unused(name)),
  )
}

function unused(name: string): Problem {
  return {
    severity: 'warning',
    code: 'input/secrets',
    message: `no stage uses the secret "${name}" of the input "secrets"`,
    hint: 'Name it under "secrets" of a stage, or remove it.',
    path: 'secrets',
  }
}
