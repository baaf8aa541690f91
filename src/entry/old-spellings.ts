/** A command line of an earlier release in the words of this one. */
export interface Modern {
  readonly words: readonly string[]
  /** The new name, said once; never a value, which may be secret. */
  readonly note: string
}

/** Words behind the name of an old command. */
interface Old {
  readonly plain: readonly string[]
  one(name: string): string | undefined
  /** `--name VALUE` under its new name, when it was given. */
  as(name: string, newName?: string): readonly string[]
  /** What was given that no rule looks at: it is passed on, so that mistakes are told. */
  rest(...known: readonly string[]): readonly string[]
}

type Rewrite = (old: Old) => readonly string[]

const branch = (old: Old) => old.as('git-repo-branch', 'branch')
const url = (old: Old): readonly string[] => [old.one('git-repo-url') ?? ''].filter((word) => word !== '')
const namespace = (old: Old) => old.as('namespace')
const named = (old: Old): readonly string[] => [old.one('name') ?? ''].filter((word) => word !== '')

/** A name of 2.x holds the project and the stage. */
const service = (old: Old): readonly string[] =>
  named(old).flatMap((name) => (name.includes('--') ? [name.split('--')[0] ?? '', name] : [name]))

const deploy: Rewrite = (old) => [
  'deploy',
  ...url(old),
  ...branch(old),
  ...namespace(old),
  ...old.rest('git-repo-url', 'git-repo-branch', 'namespace', 'name', 'retries', 'local'),
]

/** Commands of 2.x, and 1.x and 0.2 before it, by their names. */
const rewrites: Readonly<Record<string, Rewrite>> = {
  'setup-namespace': (old) => [
    'configure-cluster',
    ...old.plain.slice(0, 1).flatMap((name) => ['--namespace', name]),
    ...old.rest(),
  ],
  workflow: (old) => {
    const [from = '', at] = old.plain
    return [
      'deploy',
      from,
      ...(at === undefined ? [] : ['--branch', at]),
      ...namespace(old),
      ...old.rest('namespace', 'bodywork-docker-image'),
    ]
  },
  'deployment create': deploy,
  'deployment display': (old) => ['get', 'deployments', ...namespace(old), ...old.rest('namespace', 'name')],
  'deployment logs': (old) => [
    'get',
    'deployments',
    ...namespace(old),
    ...old.as('name', 'logs'),
    ...old.rest('namespace', 'name'),
  ],
  'deployment delete_job': (old) => [
    'delete',
    'deployment',
    ...named(old),
    '--async',
    ...namespace(old),
    ...old.rest('namespace', 'name'),
  ],
  'cronjob create': (old) => [
    'create',
    'cronjob',
    ...url(old),
    ...branch(old),
    ...old.rest('git-repo-url', 'git-repo-branch'),
  ],
  'cronjob update': (old) => [
    'update',
    'cronjob',
    ...url(old),
    ...branch(old),
    ...old.rest('git-repo-url', 'git-repo-branch'),
  ],
  'cronjob display': (old) => ['get', 'cronjobs', ...named(old), ...old.rest('name', 'namespace')],
  'cronjob history': (old) => ['get', 'cronjobs', ...named(old), '--history', ...old.rest('name', 'namespace')],
  'cronjob logs': (old) => ['get', 'cronjobs', ...old.as('name', 'logs'), ...old.rest('name', 'namespace')],
  'cronjob delete': (old) => ['delete', 'cronjob', ...named(old), ...old.rest('name', 'namespace')],
  'service display': (old) => [
    'get',
    'deployments',
    ...service(old),
    ...namespace(old),
    ...old.rest('name', 'namespace'),
  ],
  'service delete': (old) => [
    'delete',
    'deployment',
    ...service(old),
    ...namespace(old),
    ...old.rest('name', 'namespace'),
  ],
  'secret create': (old) => ['create', 'secret', ...named(old), ...old.plain, ...old.rest('name')],
  'secret update': (old) => ['update', 'secret', ...named(old), ...old.plain, ...old.rest('name')],
  'secret display': (old) => ['get', 'secrets', ...named(old), ...old.rest('name')],
  'secret delete': (old) => ['delete', 'secret', ...named(old), ...old.rest('name')],
}

/** Options of `create deployment` and `update deployment` in 3.x that had no effect, or have none here. */
const withoutEffect = new Set(['group', 'secrets-group', 'retries', 'async', 'async-job-name', 'bodywork-image'])
const flags = new Set(['local', 'async', 'yes', 'check-files', 'no-check-files'])
const aliases: Readonly<Record<string, string>> = { ns: 'namespace', L: 'local', 'local-workflow-controller': 'local' }

/** The new form of an old command line; undefined for one that is as it should be. */
export function modernWords(words: readonly string[]): Modern | undefined {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    const rewrite = Object.hasOwn(rewrites, name) ? rewrites[name] : undefined
    if (rewrite === undefined) continue
    const next = rewrite(oldWords(words.slice(length)))
    return { words: next, note: `"${name}" is now "bodywork ${nameOf(next)}"` }
  }
  return /^(create|update) deployment$/.test(words.slice(0, 2).join(' ')) ? oldDeployment(words) : undefined
}

function oldDeployment(words: readonly string[]): Modern | undefined {
  const { options, plain } = taken(words.slice(2))
  const dropped = options.filter(({ name }) => withoutEffect.has(name))
  if (dropped.length === 0) return undefined
  const kept = options.filter(({ name }) => !withoutEffect.has(name)).flatMap(({ words: own }) => own)
  const names = [...new Set(dropped.map(({ name }) => `--${name}`))].join(', ')
  return {
    words: ['deploy', ...plain, ...kept],
    note: `"${words.slice(0, 2).join(' ')}" is now "bodywork deploy"; ${names} has no effect: secrets and retries are in the configuration, and the run is here`,
  }
}

function nameOf(words: readonly string[]): string {
  const two = ['create', 'get', 'update', 'delete']
  return words.slice(0, two.includes(words[0] ?? '') ? 2 : 1).join(' ')
}

interface Taken {
  readonly name: string
  readonly value: string | undefined
  readonly words: readonly string[]
}

function taken(words: readonly string[]): { readonly options: readonly Taken[]; readonly plain: readonly string[] } {
  const options: Taken[] = []
  const plain: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const match = /^--?([^=]+)(?:=(.*))?$/s.exec(word)
    if (match === null) {
      plain.push(word)
      continue
    }
    const written = match[1] ?? ''
    const name = aliases[written] ?? written
    const next = words[at + 1]
    const isApart = match[2] === undefined && !flags.has(name) && next !== undefined && !next.startsWith('-')
    if (isApart) at++
    options.push({ name, value: match[2] ?? (isApart ? next : undefined), words: isApart ? [word, next] : [word] })
  }
  return { options, plain }
}

function oldWords(words: readonly string[]): Old {
  const { options, plain } = taken(words)
  const one = (name: string) => options.find((option) => option.name === name)?.value
  return {
    plain,
    one,
    as: (name, newName = name) => {
      const value = one(name)
      return value === undefined ? [] : [`--${newName}`, value]
    },
    rest: (...known) => options.filter(({ name }) => !known.includes(name)).flatMap((option) => option.words),
  }
}
