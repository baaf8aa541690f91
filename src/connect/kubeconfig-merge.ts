import { dirname, isAbsolute, join } from 'node:path'

/** What one kubeconfig holds, and the file it is from; relative paths in it are relative to that file. */
export interface KubeconfigContent {
  readonly content: unknown
  readonly file?: string | undefined
}

/** Fields of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>

/** Several kubeconfigs in one. */
export interface MergedKubeconfig extends Fields {
  readonly clusters: readonly Fields[]
  readonly users: readonly Fields[]
  readonly contexts: readonly Fields[]
}

/** Several kubeconfigs as one, as kubectl reads them: what is defined first counts. */
export function mergedKubeconfig(contents: readonly KubeconfigContent[]): MergedKubeconfig {
  const configs = contents.map(({ content, file }) => withAbsolutePaths(fieldsOf(content), file))
  const [clusters = [], users = [], contexts = []] = ['clusters', 'users', 'contexts'].map((list) =>
    firstOfEach(configs, list),
  )
  const context = configs
    .map((config) => config['current-context'])
    .find((name) => typeof name === 'string' && name !== '')
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters,
    users,
    contexts,
    'current-context': context,
  }
}

function firstOfEach(configs: readonly Fields[], list: string): readonly Fields[] {
  const byName = new Map<unknown, Fields>()
  for (const entry of configs.flatMap((config) => entriesOf(config[list])))
    if (!byName.has(entry['name'])) byName.set(entry['name'], entry)
  return [...byName.values()]
}

function withAbsolutePaths(config: Fields, file: string | undefined): Fields {
  const absolute = (path: unknown): unknown =>
    typeof path !== 'string' || path === '' || isAbsolute(path) || file === undefined ? path : join(dirname(file), path)
  const cluster = (fields: Fields): Fields => mapped(fields, ['certificate-authority'], absolute)
  const user = (fields: Fields): Fields =>
    withCommand(mapped(fields, ['client-certificate', 'client-key', 'tokenFile'], absolute), absolute)
  return {
    ...config,
    clusters: entriesOf(config['clusters']).map((entry) => ({
      ...entry,
      cluster: cluster(fieldsOf(entry['cluster'])),
    })),
    users: entriesOf(config['users']).map((entry) => ({ ...entry, user: user(fieldsOf(entry['user'])) })),
  }
}

/** A program named by a path lies beside the file; one without a slash is looked for in PATH. */
function withCommand(user: Fields, absolute: (path: unknown) => unknown): Fields {
  const exec = user['exec']
  if (typeof exec !== 'object' || exec === null) return user
  const command: unknown = Reflect.get(exec, 'command')
  const isPath = typeof command === 'string' && command.includes('/')
  return isPath ? { ...user, exec: { ...exec, command: absolute(command) } } : user
}

function mapped(fields: Fields, names: readonly string[], change: (value: unknown) => unknown): Fields {
  const changed = names.filter((name) => fields[name] !== undefined).map((name) => [name, change(fields[name])])
  return { ...fields, ...Object.fromEntries(changed) }
}

function entriesOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : []
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
