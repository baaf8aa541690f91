/**
 * Reads the published types and resources of a running Kubernetes and writes the compact tables of the local cluster.
 * Usage: KUBECONFIG=… node scripts/local-api-facts.ts   (needs kubectl on PATH)
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'

type Raw = Record<string, unknown>

const GROUPS = [
  'api/v1',
  'apis/apps/v1',
  'apis/batch/v1',
  'apis/networking.k8s.io/v1',
  'apis/autoscaling/v2',
  'apis/policy/v1',
  'apis/rbac.authorization.k8s.io/v1',
  'apis/coordination.k8s.io/v1',
  'apis/discovery.k8s.io/v1',
  'apis/authorization.k8s.io/v1',
  'apis/authentication.k8s.io/v1',
  'apis/events.k8s.io/v1',
  'apis/storage.k8s.io/v1',
  'apis/scheduling.k8s.io/v1',
  'apis/apiextensions.k8s.io/v1',
]
const FOLDER = 'src/local/api/schema'
const ROWS_PER_FILE = 190

const raw = (path: string): Raw =>
  JSON.parse(execFileSync('kubectl', ['get', '--raw', path], { maxBuffer: 1 << 26 }).toString())
const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (here, step) => (typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined),
    value,
  )
const map = (value: unknown): Raw =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** `io.k8s.api.core.v1.PodSpec` as `core.v1.PodSpec`. */
const short = (name: string): string =>
  name
    .replace(/^io\.k8s\./, '')
    .replace(/^(api|apimachinery\.pkg\.apis|apiextensions-apiserver\.pkg\.apis|apimachinery\.pkg)\./, '')

function typeOf(property: unknown): string {
  const reference = at(property, '$ref') ?? at(list(at(property, 'allOf'))[0], '$ref')
  if (typeof reference === 'string')
    return `@${short(reference.replace('#/components/schemas/', ''))}${at(property, 'x-kubernetes-patch-strategy') === 'retainKeys' ? '!' : ''}`
  const kind = at(property, 'type')
  if (kind === 'array') return `[${keysOf(property)}]${typeOf(at(property, 'items'))}`
  if (kind === 'object') {
    const values = at(property, 'additionalProperties')
    return values === undefined
      ? 'a'
      : `{${at(property, 'x-kubernetes-map-type') === 'atomic' ? '!' : ''}}${typeOf(values)}`
  }
  if (kind === 'string') return `${stringOf(property)}${enumOf(property)}`
  if (kind === 'integer') return 'i'
  if (kind === 'boolean') return 'b'
  return kind === 'number' ? 'n' : 'a'
}

function stringOf(property: unknown): string {
  const format = at(property, 'format')
  return format === 'date-time' ? 't' : format === 'byte' ? 'y' : format === 'int-or-string' ? 'x' : 's'
}

function enumOf(property: unknown): string {
  const values = list(at(property, 'enum'))
  return values.length === 0 ? '' : `(${values.join('|')})`
}

function keysOf(property: unknown): string {
  const listType = at(property, 'x-kubernetes-list-type')
  const server =
    listType === 'map' ? list(at(property, 'x-kubernetes-list-map-keys')).join(',') : listType === 'set' ? '*' : ''
  const strategy = String(at(property, 'x-kubernetes-patch-strategy') ?? '')
  if (!strategy.includes('merge')) return server
  const patch = `${String(at(property, 'x-kubernetes-patch-merge-key') ?? '*')}${strategy.includes('retainKeys') ? '!' : ''}`
  return `${server};${patch}`
}

function rowOf(name: string, schema: unknown): string | undefined {
  if (short(name) === 'api.resource.Quantity') return `${short(name)} =q`
  if (short(name) === 'util.intstr.IntOrString') return `${short(name)} =x`
  if (at(schema, 'properties') === undefined) {
    const type = typeOf(schema)
    return `${short(name)} =${type === 's' || type === 't' ? (at(schema, 'format') === 'date-time' ? 't' : 's') : 'a'}`
  }
  const required = new Set(list(at(schema, 'required')))
  const fields = Object.entries(map(at(schema, 'properties'))).map(
    ([field, property]) => `${field}=${typeOf(property)}${required.has(field) ? '*' : ''}`,
  )
  return `${short(name)}${at(schema, 'x-kubernetes-map-type') === 'atomic' ? '!' : ''} ${fields.join(' ')}`
}

const paths = map(at(raw('/openapi/v3'), 'paths'))
const rows = new Map<string, string>()
for (const group of GROUPS) {
  const document = raw(String(at(paths[group], 'serverRelativeURL')))
  for (const [name, schema] of Object.entries(map(at(document, 'components', 'schemas')))) {
    const row = rowOf(name, schema)
    if (row !== undefined) rows.set(short(name), row)
  }
}

/** Lists are written from their items, and what nothing refers to is left out. */
const isNeeded = (name: string): boolean => !/List$/.test(name) || /core\.v1\.PodResourceClaimList/.test(name)
const all = [...rows].filter(([name]) => isNeeded(name)).sort(([a], [b]) => (a < b ? -1 : 1))

mkdirSync(FOLDER, { recursive: true })
for (let part = 0; part * ROWS_PER_FILE < all.length; part++) {
  const lines = all.slice(part * ROWS_PER_FILE, (part + 1) * ROWS_PER_FILE).map(([, row]) => row)
  const head = `/** Fields of the built-in types, part ${part + 1}; the notation is read by field-types.ts, written by scripts/local-api-facts.ts. */`
  writeFileSync(
    `${FOLDER}/types-${part + 1}.ts`,
    `${head}\nexport const types${part + 1} = \`\n${lines.join('\n')}\n\`\n`,
  )
}
process.stdout.write(`${all.length} types\n`)
