import { callProblems } from './orb-calls.ts'
import { entriesOf, listOf, type Mapping, memberOf, type Orb } from './orb-shape.ts'

const types = ['string', 'boolean', 'integer', 'enum', 'executor', 'steps', 'env_var_name']
const snakeCase = /^[a-z][a-z0-9_]*$/

/** Everything that CircleCI's validator or the review of orbs would complain about. */
export function orbProblems(orb: Orb): readonly string[] {
  return [
    ...headProblems(orb),
    ...(['commands', 'jobs', 'executors', 'examples'] as const).flatMap((kind) =>
      entriesOf(orb[kind]).flatMap(([name, component]) => componentProblems(`${kind}/${name}`, name, component)),
    ),
    ...entriesOf(orb.examples).flatMap(([name, example]) => exampleProblems(`examples/${name}`, example, orb)),
    ...entriesOf({ ...orb.commands, ...prefixed(orb.jobs) }).flatMap(([name, component]) =>
      stepProblems(name, component, orb),
    ),
  ]
}

function prefixed(jobs: Orb['jobs']): Mapping {
  return Object.fromEntries(entriesOf(jobs).map(([name, job]) => [`jobs/${name}`, job]))
}

function headProblems(orb: Orb): readonly string[] {
  const description = typeof orb.description === 'string' ? orb.description : ''
  return [
    ...(orb.version === 2.1 ? [] : ['@orb.yml: version must be 2.1']),
    ...(description.length >= 64 ? [] : ['@orb.yml: the description is shorter than 64 characters']),
    ...['home_url', 'source_url'].flatMap((key) =>
      String(orb.display?.[key] ?? '').startsWith('https://') ? [] : [`@orb.yml: display.${key} is missing`],
    ),
    ...(entriesOf(orb.examples).length > 0 ? [] : ['there is no example']),
  ]
}

function componentProblems(at: string, name: string, component: unknown): readonly string[] {
  const parameters = entriesOf(memberOf(component, 'parameters'))
  const declared = new Set(parameters.map(([key]) => key))
  const used = [...JSON.stringify(component ?? null).matchAll(/<< *parameters\.([\w-]+) *>>/g)].map(([, key]) => key)
  return [
    ...(snakeCase.test(name) ? [] : [`${at}: the name is not snake_case`]),
    ...(described(component) ? [] : [`${at}: the description is missing`]),
    ...parameters.flatMap(([key, parameter]) => parameterProblems(`${at}.${key}`, key, parameter)),
    ...[...new Set(used)]
      .filter((key) => key !== undefined && !declared.has(key))
      .map((key) => `${at}: parameter "${key}" is used and not declared`),
    ...[...declared].filter((key) => !used.includes(key)).map((key) => `${at}: parameter "${key}" is never used`),
  ]
}

function described(component: unknown): boolean {
  const description = memberOf(component, 'description')
  return typeof description === 'string' && description.trim() !== ''
}

function parameterProblems(at: string, name: string, parameter: unknown): readonly string[] {
  const type = memberOf(parameter, 'type')
  const fallback = memberOf(parameter, 'default')
  const wanted = type === 'boolean' ? 'boolean' : type === 'integer' ? 'number' : 'string'
  const isFine =
    fallback === undefined ||
    (type === 'steps' ? Array.isArray(fallback) : typeof fallback === wanted) ||
    type === 'executor'
  const choices = listOf(memberOf(parameter, 'enum'))
  return [
    ...(snakeCase.test(name) ? [] : [`${at}: the name is not snake_case`]),
    ...(described(parameter) ? [] : [`${at}: the description is missing`]),
    ...(types.includes(String(type)) ? [] : [`${at}: there is no type "${type}"`]),
    ...(isFine ? [] : [`${at}: the default is not of type ${type}`]),
    ...(type !== 'enum' || choices.includes(fallback) ? [] : [`${at}: the default is not one of the choices`]),
  ]
}

/** Every `run` has a name and long commands are scripts; every call of a command fits its parameters. */
function stepProblems(at: string, component: unknown, orb: Orb): readonly string[] {
  const steps = listOf(memberOf(component, 'steps'))
  const runs = steps.map((step) => memberOf(step, 'run')).filter((run) => run !== undefined)
  const executor = memberOf(component, 'executor')
  return [
    ...runs.filter((run) => memberOf(run, 'name') === undefined).map(() => `${at}: a run step has no name`),
    ...callProblems(at, steps, orb.commands ?? {}),
    ...(executor === undefined
      ? []
      : callProblems(at, [{ [String(memberOf(executor, 'name'))]: withoutName(executor) }], orb.executors ?? {})),
  ]
}

function withoutName(executor: unknown): Mapping {
  return Object.fromEntries(entriesOf(executor).filter(([key]) => key !== 'name'))
}

/** What a workflow may say about a job besides the job's own parameters. */
const jobKeys = ['name', 'requires', 'filters', 'context', 'matrix', 'type', 'serial-group', 'pre-steps', 'post-steps']

function exampleProblems(at: string, example: unknown, orb: Orb): readonly string[] {
  const usage = memberOf(example, 'usage')
  const [own = ''] = entriesOf(memberOf(usage, 'orbs')).map(([name]) => name)
  const jobs = entriesOf(memberOf(usage, 'jobs'))
  const workflows = entriesOf(memberOf(usage, 'workflows'))
  const calls = workflows.flatMap(([, workflow]) => listOf(memberOf(workflow, 'jobs')))
  const ours = (call: unknown) => renamed(call, own)
  return [
    ...(memberOf(usage, 'version') === 2.1 ? [] : [`${at}: usage.version must be 2.1`]),
    ...(workflows.length > 0 ? [] : [`${at}: there is no workflow`]),
    ...callProblems(at, calls.flatMap(ours), orb.jobs ?? {}, jobKeys),
    ...jobs.flatMap(([, job]) => callProblems(at, listOf(memberOf(job, 'steps')).flatMap(ours), orb.commands ?? {})),
    ...requireProblems(at, calls),
  ]
}

/** Calls of this orb under the names that the orb itself gives them; other calls are left out. */
function renamed(call: unknown, own: string): readonly unknown[] {
  if (typeof call === 'string') return call.startsWith(`${own}/`) ? [{ [call.slice(own.length + 1)]: {} }] : []
  return entriesOf(call)
    .filter(([name]) => name.startsWith(`${own}/`))
    .map(([name, given]) => ({ [name.slice(own.length + 1)]: given }))
}

/** Jobs wait only for jobs that there are. */
function requireProblems(at: string, calls: readonly unknown[]): readonly string[] {
  const named = new Set(
    calls.flatMap((call) =>
      typeof call === 'string'
        ? [call]
        : entriesOf(call).map(([name, given]) => String(memberOf(given, 'name') ?? name)),
    ),
  )
  const wanted = calls
    .flatMap((call) => entriesOf(call).flatMap(([, given]) => listOf(memberOf(given, 'requires'))))
    .flatMap((one) => (typeof one === 'string' ? [one] : entriesOf(one).map(([name]) => name)))
  return wanted.filter((name) => !named.has(name)).map((name) => `${at}: requires "${name}", which no job is called`)
}
