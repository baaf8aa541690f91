import { entriesOf, listOf, type Mapping, memberOf } from './orb-shape.ts'

const builtIn = ['run', 'checkout', 'steps', 'when', 'unless', 'store_artifacts', 'store_test_results', 'save_cache']

/** Calls of commands, jobs or executors that do not fit: unknown names, unknown, missing or wrong parameters. */
export function callProblems(
  at: string,
  calls: readonly unknown[],
  known: Readonly<Record<string, Mapping>>,
  alsoAllowed: readonly string[] = [],
): readonly string[] {
  return calls.flatMap((call): readonly string[] => {
    const [name, given] = typeof call === 'string' ? ([call, {}] as const) : (entriesOf(call)[0] ?? ['', {}])
    if (builtIn.includes(name)) return []
    const called = known[name]
    if (called === undefined) return [`${at}: there is no "${name}"`]
    return argumentProblems(`${at}: "${name}"`, memberOf(called, 'parameters'), given, alsoAllowed)
  })
}

function argumentProblems(
  at: string,
  parameters: unknown,
  given: unknown,
  alsoAllowed: readonly string[],
): readonly string[] {
  const declared = entriesOf(parameters)
  const names = declared.map(([name]) => name)
  const missing = declared
    .filter(([name, parameter]) => memberOf(parameter, 'default') === undefined && memberOf(given, name) === undefined)
    .map(([name]) => `${at} needs the parameter "${name}"`)
  const unknown = entriesOf(given)
    .filter(([name]) => !names.includes(name) && !alsoAllowed.includes(name))
    .map(([name]) => `${at} has no parameter "${name}"`)
  const wrong = declared.flatMap(([name, parameter]) => {
    const value = memberOf(given, name)
    return value === undefined || fits(value, parameter)
      ? []
      : [`${at} cannot take ${JSON.stringify(value)} as "${name}"`]
  })
  return [...missing, ...unknown, ...wrong]
}

/** An expression may become anything; everything else must be of the parameter's type. */
function fits(value: unknown, parameter: unknown): boolean {
  if (typeof value === 'string' && value.includes('<<')) return true
  switch (memberOf(parameter, 'type')) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
      return Number.isInteger(value)
    case 'steps':
      return Array.isArray(value)
    case 'enum':
      return listOf(memberOf(parameter, 'enum')).includes(value)
    case 'env_var_name':
      return typeof value === 'string' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(value)
    default:
      return typeof value === 'string'
  }
}
