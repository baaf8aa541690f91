import { didYouMean } from '../model/nearest.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { cloudInputs } from './connect-inputs.ts'
import { type InputSpec, inputs, providers } from './inputs.ts'

/** The inputs of one step, checked: only those that were given, with defaults filled in. */
export interface ActionInputs {
  text(name: string): string | undefined
  flag(name: string): boolean
  /** Seconds. */
  duration(name: string): number | undefined
  lines(name: string): readonly string[]
}

/** Reads one raw input by name; the runner gives the empty string for what was not set. */
export type ReadInput = (name: string) => string

/** Checks every input at once; names that are no input of ours come from `given`. */
export function readInputs(read: ReadInput, given: readonly string[] = []): Result<ActionInputs> {
  const values = new Map<string, string>()
  const problems: Problem[] = []
  for (const input of inputs) {
    const raw = read(input.name)
    const value = raw === '' ? input.default : raw
    if (value === undefined || value === '') continue
    values.set(input.name, value)
    const problem = wrongValue(input, value)
    if (problem !== undefined) problems.push(problem)
  }
  problems.push(...unknownInputs(given), ...contradictions(values))
  if (problems.some((problem) => problem.severity === 'error')) return failed(...problems)
  return ok(checked(values), problems)
}

function checked(values: ReadonlyMap<string, string>): ActionInputs {
  const lines = (name: string): readonly string[] =>
    (values.get(name) ?? '')
      .split(/[\n,]/)
      .map((item) => item.trim())
      .filter((item) => item !== '')
  return {
    text: (name) => values.get(name),
    flag: (name) => values.get(name) === 'true',
    duration: (name) => secondsOf(values.get(name) ?? ''),
    lines,
  }
}

function wrongValue(input: InputSpec, value: string): Problem | undefined {
  if (input.choices !== undefined && !input.choices.includes(value))
    return wrong(
      input.name,
      `the input "${input.name}" cannot be "${value}"`,
      didYouMean(value, input.choices) ?? `One of: ${input.choices.join(', ')}.`,
    )
  if (input.kind === 'boolean' && value !== 'true' && value !== 'false')
    return wrong(input.name, `the input "${input.name}" must be true or false, not "${value}"`)
  if (input.kind === 'duration' && secondsOf(value) === undefined)
    return wrong(input.name, `the input "${input.name}" must be a duration, not "${value}"`, 'Write 90s, 45m or 2h.')
  return undefined
}

/** Inputs that belong to one provider, and the provider they belong to. */
const owners: Readonly<Record<string, string>> = {
  ...Object.fromEntries(cloudInputs.flatMap(({ name, owner }) => (owner === undefined ? [] : [[name, owner]]))),
  kubeconfig: 'kubeconfig',
  context: 'kubeconfig',
}

function contradictions(values: ReadonlyMap<string, string>): readonly Problem[] {
  const problems: Problem[] = []
  const provider = providers.find((name) => name === values.get('provider')) ?? 'auto'
  const isGiven = (name: string): boolean => values.has(name) && values.get(name) !== 'false'
  const foreign = Object.entries(owners).filter(
    ([name, owner]) => isGiven(name) && provider !== 'auto' && owner !== provider,
  )
  for (const [name, owner] of foreign)
    problems.push(
      wrong(name, `the input "${name}" is for provider ${owner}, but "provider" is ${provider}`, `Remove one of them.`),
    )
  const meant = [...new Set(Object.entries(owners).flatMap(([name, owner]) => (isGiven(name) ? [owner] : [])))]
  if (provider === 'auto' && meant.length > 1)
    problems.push(
      wrong(
        'provider',
        `the inputs speak of several providers: ${meant.join(', ')}`,
        'Set "provider", or remove the inputs of the others.',
      ),
    )
  if (['eks', 'gke', 'aks'].includes(provider) && !values.has('cluster'))
    problems.push(wrong('cluster', `provider ${provider} needs the input "cluster"`, 'Give the name of the cluster.'))
  if (values.get('comment') === 'true' && values.get('command') !== 'plan')
    problems.push(wrong('comment', 'the input "comment" goes with command plan only'))
  if (values.has('environment') && values.get('command') !== 'deploy')
    problems.push(
      wrong(
        'environment',
        'the input "environment" goes with command deploy only',
        'It is an environment of GitHub. One of the configuration is chosen with "config-environment".',
      ),
    )
  if (values.has('environment-url') && !values.has('environment'))
    problems.push(wrong('environment-url', 'the input "environment-url" needs "environment"'))
  return problems
}

function unknownInputs(given: readonly string[]): readonly Problem[] {
  const names = inputs.map((input) => input.name)
  return given
    .filter((name) => !names.includes(name))
    .map((name): Problem => {
      const hint = didYouMean(name, names)
      return { ...wrong(name, `there is no input "${name}"`, hint), severity: 'warning' }
    })
}

function wrong(path: string, message: string, hint?: string): Problem {
  return { severity: 'error', code: 'input/action', message, path, ...(hint === undefined ? {} : { hint }) }
}

/** Seconds of `90`, `90s`, `45m`, `2h` or `1h30m`. */
function secondsOf(text: string): number | undefined {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(text.trim())
  if (match === null || text.trim() === '') return undefined
  return Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)
}
