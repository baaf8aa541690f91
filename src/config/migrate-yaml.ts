import { isAlias, isMap, isScalar, isSeq, Pair, parseDocument, Scalar, YAMLMap } from 'yaml'
import { knownKeys } from '../generated/schema-validator.js'
import { formatDuration } from '../model/duration.ts'
import type { Generation } from '../model/pipeline.ts'
import { mebibytes } from './spellings.ts'
import { keyOf } from './yaml-key.ts'
import { resolvePlain } from './yaml-scalar.ts'

/** A valid YAML configuration of any generation as 2.0, with its comments and order. */
export function migratedYaml(text: string, generation: Exclude<Generation, 'ini'>): string {
  const document = parseDocument(text.replace(/^\ufeff/, ''), {
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
  })
  const root = document.contents
  if (!isMap(root)) return text
  withoutDuplicates(root)
  new Migration(generation).root(root)
  const layout = layoutOf(text)
  return document.toString({ lineWidth: 0, indent: layout.indent, indentSeq: layout.indentsLists })
}

/** Indentation as the author had it. */
function layoutOf(text: string): { readonly indent: number; readonly indentsLists: boolean } {
  const indent = /\n( {1,8})[^\s#-]/.exec(text)?.[1]?.length ?? 2
  const list = /\n( *)[^\s#][^\n]*:[ \t]*\r?\n( *)- /.exec(text)
  return { indent, indentsLists: list === null || (list[2]?.length ?? 0) > (list[1]?.length ?? 0) }
}

/** The last of several equal keys is the one that counted. */
function withoutDuplicates(node: unknown): void {
  if (isSeq(node)) for (const item of node.items) withoutDuplicates(item)
  if (!isMap(node)) return
  const last = new Map(node.items.map((pair) => [keyOf(pair), pair]))
  node.items = node.items.filter((pair) => last.get(keyOf(pair)) === pair || keyOf(pair) === '<<')
  for (const pair of node.items) withoutDuplicates(pair.value)
}

class Migration {
  readonly #generation: Exclude<Generation, 'ini'>
  readonly #done = new Set<unknown>()

  constructor(generation: Exclude<Generation, 'ini'>) {
    this.#generation = generation
  }

  root(root: YAMLMap): void {
    this.#setAside(root, '')
    for (const pair of root.items) {
      const key = keyOf(pair)
      if (key === 'version') pair.value = quoted('2.0')
      if (key === 'project' || key === 'pipeline') {
        if (isMap(pair.value)) this.#pipeline(pair.value, key)
        rename(pair, 'pipeline')
      }
      if (key === 'stages' && isMap(pair.value)) for (const stage of pair.value.items) this.#stage(stage.value)
    }
  }

  #pipeline(map: YAMLMap, section: string): void {
    this.#setAside(map, section)
    map.items = map.items.filter((pair) => keyOf(pair) !== 'usage_stats')
    renameKeys(map, { docker_image: 'image', run_on_failure: 'on_failure' })
    if (this.#generation === '2.0') return
    const defaults = new YAMLMap()
    defaults.set(new Scalar('security'), new Scalar('image'))
    defaults.commentBefore = ' as before: stages run as the user that their image names'
    map.set(new Scalar('defaults'), defaults)
  }

  #stage(node: unknown): void {
    if (!isMap(node) || this.#done.has(node)) return
    this.#done.add(node)
    this.#setAside(node, 'stages.*')
    renameKeys(node, { executable_module_path: 'run' })
    if (!node.items.some((pair) => keyOf(pair) === '<<')) gatherResources(node)
    for (const pair of node.items) {
      if (!isMap(pair.value) || this.#done.has(pair.value)) continue
      const key = keyOf(pair)
      if (key !== 'batch' && key !== 'service') continue
      this.#done.add(pair.value)
      this.#setAside(pair.value, `stages.*.${key}`)
      for (const inner of pair.value.items) settleNumber(inner)
      renameKeys(pair.value, { max_completion_time_seconds: 'timeout', max_startup_time_seconds: 'startup_timeout' })
    }
  }

  /** Keys that nothing read stay as `x-…`, which 2.0 leaves to the user. */
  #setAside(map: YAMLMap, path: string): void {
    if (this.#generation === '2.0') return
    const known = knownKeys[this.#generation]?.[path] ?? []
    for (const pair of map.items) {
      const key = keyOf(pair)
      if (key !== '<<' && !known.includes(key) && isScalar(pair.key)) rename(pair, `x-${key}`)
    }
  }
}

function rename(pair: Pair, name: string): void {
  if (isScalar(pair.key)) pair.key.value = name
}

function renameKeys(map: YAMLMap, names: Readonly<Record<string, string>>): void {
  for (const pair of map.items) {
    const name = names[keyOf(pair)]
    if (name !== undefined) rename(pair, name)
  }
}

/** `cpu_request` and `memory_request_mb` become one map `resources`, where the first of them stood. */
function gatherResources(stage: YAMLMap): void {
  const isRequest = (pair: Pair) => ['cpu_request', 'memory_request_mb'].includes(keyOf(pair))
  const requests = stage.items.filter(
    (pair) => isRequest(pair) && (keyOf(pair) === 'cpu_request' || isOwnScalar(pair.value)),
  )
  const first = requests[0]
  if (first === undefined || stage.items.some((pair) => keyOf(pair) === 'resources')) return
  const at = stage.items.indexOf(first)
  const resources = new YAMLMap()
  for (const pair of requests) {
    settleNumber(pair)
    if (keyOf(pair) === 'memory_request_mb' && isScalar(pair.value)) inMebibytes(pair.value)
    rename(pair, keyOf(pair) === 'cpu_request' ? 'cpu' : 'memory')
    resources.items.push(pair)
  }
  const key = new Scalar('resources')
  if (isScalar(first.key)) {
    if (first.key.spaceBefore === true) key.spaceBefore = true
    first.key.spaceBefore = false
  }
  if (stage.flow === true) resources.flow = true
  stage.items = stage.items.filter((pair) => !requests.includes(pair))
  stage.items.splice(at, 0, new Pair(key, resources))
}

/** A value that no other place shares through an alias. */
function isOwnScalar(node: unknown): boolean {
  return isScalar(node) && node.anchor === undefined && !isAlias(node)
}

function inMebibytes(node: Scalar): void {
  const { value } = resolvePlain(String(node.value))
  if (typeof value === 'number') node.value = mebibytes(value)
}

/** Seconds get a unit, and `true` becomes the 1 that it always was. */
function settleNumber(pair: Pair): void {
  const node = pair.value
  if (!isScalar(node) || node.type !== 'PLAIN' || node.anchor !== undefined) return
  const { value } = resolvePlain(String(node.value))
  const key = keyOf(pair)
  if (typeof value === 'boolean' && key !== 'ingress') node.value = String(Number(value))
  const isTime = key === 'max_completion_time_seconds' || key === 'max_startup_time_seconds'
  if (isTime && typeof value === 'number' && value > 0) node.value = formatDuration(value)
}

function quoted(text: string): Scalar {
  const scalar = new Scalar(text)
  scalar.type = 'QUOTE_DOUBLE'
  return scalar
}
