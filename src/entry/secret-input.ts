import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { wrongWords } from '../manage/missing.ts'
import { readSecretData, type SecretData, type SecretSources } from '../manage/secret-data.ts'
import type { SecretHome } from '../manage/secrets.ts'
import { isLabel } from '../model/names.ts'
import { ProblemError } from '../model/problem.ts'
import { problemLines } from '../report/problem-text.ts'
import type { CommandInput, Io, OptionSpec, PositionalSpec } from './command.ts'

/** Options that say which secrets are meant. */
export const secretHomeOptions: readonly OptionSpec[] = [
  { name: 'group', aliases: ['-g'], kind: 'text', value: 'NAME', summary: 'the group the secret belongs to' },
  {
    name: 'namespace',
    aliases: ['--ns', '-n'],
    kind: 'text',
    value: 'NAME',
    summary: 'a plain secret in this namespace, without a group',
  },
  { name: 'name', kind: 'text', value: 'NAME', summary: 'name of the secret', isHidden: true },
]

/** Options that give values. */
export const secretDataOptions: readonly OptionSpec[] = [
  { name: 'from-env', kind: 'list', value: 'KEY[=VARIABLE]', summary: 'a value from the environment' },
  { name: 'from-file', kind: 'list', value: '[KEY=]FILE', summary: 'a whole file as a value; - is standard input' },
  { name: 'from-env-file', kind: 'list', value: 'FILE', summary: 'KEY=VALUE lines of a file; - is standard input' },
  {
    name: 'data',
    kind: 'list',
    value: 'KEY=VALUE',
    summary: 'a value on the command line, where other programs can see it',
  },
]

/** A secret's name, and pairs that older command lines put behind one `--data`. */
export const secretPositionals: readonly PositionalSpec[] = [
  { name: 'NAME', summary: 'name of the secret', isRequired: false },
  { name: 'KEY=VALUE', summary: 'more values, as after --data', isRequired: false, isRest: true },
]

/** The words of a command about secrets, sorted out. */
export interface SecretWords {
  readonly name?: string
  readonly home?: SecretHome
  readonly pairs: readonly string[]
}

/** Name, home and pairs, wherever in the command line they stand. */
export function secretWords(input: CommandInput): SecretWords {
  const named = input.text('name')
  const [first, ...rest] = input.positionals
  const name = named ?? (first?.includes('=') === true ? undefined : first)
  const pairs = name === first ? rest : input.positionals
  const odd = pairs.find((word) => !word.includes('='))
  if (odd !== undefined) throw wrongWords(`"${odd}" is one word too many`, 'Values are written KEY=VALUE.')
  const group = input.text('group')
  const namespace = input.text('namespace')
  if (group !== undefined && namespace !== undefined)
    throw wrongWords('--group and --namespace exclude each other', 'Groups are kept in a namespace of their own.')
  if (group !== undefined && !isLabel(group)) throw wrongWords(`"${group}" cannot be the name of a group`, nameRule)
  const home: SecretHome | undefined =
    group !== undefined
      ? { kind: 'group', group }
      : namespace !== undefined
        ? { kind: 'namespace', namespace }
        : undefined
  return { ...(name === undefined ? {} : { name }), ...(home === undefined ? {} : { home }), pairs }
}

/** Words that must name one secret. */
export function oneSecret(input: CommandInput): SecretWords & { readonly name: string; readonly home: SecretHome } {
  const words = secretWords(input)
  const { name, home } = words
  if (name === undefined) throw wrongWords('the name of the secret is missing', 'Write it behind the command.')
  if (home === undefined) throw wrongWords('--group is missing', 'Write --group NAME: secrets belong to groups.')
  if (!/^[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/.test(name))
    throw wrongWords(`"${name}" cannot be the name of a secret`, nameRule)
  return { ...words, name, home }
}

/** Reads the values that a command line gives; those on the command line itself are warned about. */
export async function secretData(input: CommandInput, io: Io, pairs: readonly string[]): Promise<SecretData> {
  const sources: SecretSources = {
    pairs: [...input.list('data'), ...pairs],
    files: input.list('from-file'),
    variables: input.list('from-env'),
    envFiles: input.list('from-env-file'),
  }
  if (sources.pairs.length > 0) warn(io)
  const data = await readSecretData(sources, {
    file: (path) => readFile(resolve(io.cwd, path)).catch(() => undefined),
    variable: (name) => io.env[name],
    stdin: io.stdin,
  })
  if (data.ok) return data.value
  throw new ProblemError('user', data.problems)
}

const nameRule = 'Names have lower-case letters, digits and hyphens.'

function warn(io: Io): void {
  const problem = {
    severity: 'warning' as const,
    code: 'input/secret-on-command-line',
    message: 'values on the command line are seen by other programs and kept by shells',
    hint: 'Use --from-env KEY, --from-file KEY=FILE, or --from-env-file - with the values on standard input.',
  }
  io.stderr(problemLines([problem], { color: false }))
}
