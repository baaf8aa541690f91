import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  parseDocument,
  type Scalar,
} from 'yaml'
import { failed, hasErrors, ok, type Place, type Problem, type Result } from '../model/problem.ts'
import type { Entry, ScalarType, Tree } from './tree.ts'
import { mergedEntries } from './yaml-merge.ts'
import { bombProblem, emptyProblem, numberSurprises, problem, syntaxProblem } from './yaml-problems.ts'
import { resolvePlain } from './yaml-scalar.ts'

const mostValues = 100_000
const deepest = 60

/** YAML text as a tree with places, or every reason why it is none. */
export function yamlTree(file: string, text: string): Result<Tree> {
  const tooDeep = nestingProblem(file, text)
  if (tooDeep !== undefined) return failed(tooDeep)
  const lines = new LineCounter()
  const document = parseDocument(text, { ...parsing, lineCounter: lines })
  const syntax = document.errors.map((error) =>
    syntaxProblem(error.code, error.message, placeAt(file, lines, error.pos[0])),
  )
  if (syntax.length > 0) return failed(...syntax.slice(0, 20))
  if (document.contents === null) return failed(emptyProblem(file))
  return treeOf(document.contents, (offset) => placeAt(file, lines, offset))
}

/** Every document of a YAML text, without those that hold nothing. */
export function yamlTrees(file: string, text: string): Result<readonly Tree[]> {
  const tooDeep = nestingProblem(file, text)
  if (tooDeep !== undefined) return failed(tooDeep)
  const lines = new LineCounter()
  const documents = [...parseAllDocuments(text, { ...parsing, lineCounter: lines })]
  const syntax = documents.flatMap(({ errors }) =>
    errors.map((error) => syntaxProblem(error.code, error.message, placeAt(file, lines, error.pos[0]))),
  )
  if (syntax.length > 0) return failed(...syntax.slice(0, 20))
  const trees = documents.flatMap(({ contents }) =>
    contents === null || contents === undefined ? [] : [treeOf(contents, (offset) => placeAt(file, lines, offset))],
  )
  const wrong = trees.flatMap((tree) => (tree.ok ? [] : tree.problems))
  if (wrong.length > 0) return failed(...wrong)
  return ok(
    trees.flatMap((tree) => (tree.ok ? [tree.value] : [])),
    trees.flatMap(({ problems }) => problems),
  )
}

const parsing = {
  schema: 'failsafe',
  version: '1.1',
  uniqueKeys: false,
  keepSourceTokens: false,
  prettyErrors: false,
  strict: true,
  logLevel: 'error',
} as const

function placeAt(file: string, lines: LineCounter, offset: number): Place {
  const at = lines.linePos(offset)
  return { file, line: Math.max(1, at.line), column: Math.max(1, at.col) }
}

function treeOf(contents: Node, place: (offset: number) => Place): Result<Tree> {
  const reader = new TreeReader(place)
  const tree = reader.read(contents)
  if (reader.isBomb(tree)) return failed(bombProblem(tree.place, mostValues))
  return hasErrors(reader.problems) ? failed(...reader.problems) : ok(tree, reader.problems)
}

/** Deeply nested text would exhaust the stack of the parser; a configuration never needs that. */
function nestingProblem(file: string, text: string): Problem | undefined {
  let line = 0
  for (const row of text.split(/\r\n|\n|\r/)) {
    line++
    const brackets = row.length > deepest ? (row.match(/[[{]|(?:^|\s)-(?=\s)|\?\s/g)?.length ?? 0) : 0
    const indent = /^[ ]*/.exec(row)?.[0].length ?? 0
    if (brackets > deepest * 20 || indent > 2000)
      return problem('config/too-deep', 'the values here are nested too deeply', { file, line, column: 1 })
  }
  return undefined
}

class TreeReader {
  readonly problems: Problem[] = []
  readonly #place: (offset: number) => Place
  readonly #anchors = new Map<string, Node>()
  readonly #done = new Map<Node, Tree>()
  readonly #open = new Set<Node>()

  constructor(place: (offset: number) => Place) {
    this.#place = place
  }

  read(node: unknown): Tree {
    if (isAlias(node)) return this.#alias(node)
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined)
      this.#anchors.set(node.anchor, node)
    if (isScalar(node)) return this.#scalar(node)
    if (!isMap(node) && !isSeq(node)) return nothing(this.#place(0))
    const known = this.#done.get(node)
    if (known !== undefined) return known
    const place = this.#at(node)
    if (this.#open.size > deepest) {
      this.problems.push(problem('config/too-deep', 'the values here are nested too deeply', place))
      return nothing(place)
    }
    this.#open.add(node)
    this.#checkTag(node, isMap(node) ? ['map', 'omap', 'set'] : ['seq'])
    const tree: Tree = isMap(node)
      ? { kind: 'map', place, entries: mergedEntries(this.#entries(node.items), this.problems) }
      : { kind: 'list', place, items: node.items.map((item) => this.read(item)) }
    this.#open.delete(node)
    this.#done.set(node, tree)
    return tree
  }

  /** More values than any real configuration has, once every alias is written out. */
  isBomb(tree: Tree): boolean {
    const sizes = new Map<Tree, number>()
    const size = (at: Tree): number => {
      const known = sizes.get(at)
      if (known !== undefined) return known
      const parts = at.kind === 'list' ? at.items : at.kind === 'map' ? at.entries.map((entry) => entry.value) : []
      const total = parts.reduce((sum, part) => sum + size(part), 1)
      sizes.set(at, total)
      return total
    }
    return size(tree) > mostValues
  }

  #entries(items: readonly { readonly key: unknown; readonly value: unknown }[]): readonly Entry[] {
    return items.map((pair) => {
      const key = this.read(pair.key)
      if (key.kind !== 'scalar')
        this.problems.push(problem('config/bad-key', `a key must be a single word, not ${key.kind}`, key.place))
      return {
        key: key.kind === 'scalar' ? key.source : '?',
        keyType: key.kind === 'scalar' ? key.type : 'text',
        place: key.place,
        value: pair.value === null ? nothing(key.place) : this.read(pair.value),
      }
    })
  }

  #alias(node: Alias): Tree {
    const place = this.#at(node)
    const target = this.#anchors.get(node.source)
    if (target === undefined) {
      this.problems.push(problem('config/unknown-alias', `no anchor &${node.source} stands before this alias`, place))
      return nothing(place)
    }
    if (this.#open.has(target)) {
      this.problems.push(problem('config/alias-loop', `the alias *${node.source} contains itself`, place))
      return nothing(place)
    }
    return this.read(target)
  }

  #scalar(node: Scalar): Tree {
    const place = this.#at(node)
    const source = typeof node.value === 'string' ? node.value : ''
    const { type, value } = this.#typed(node, source)
    if (type === 'integer' && node.type === 'PLAIN') this.problems.push(...numberSurprises(source, value, place))
    const indent = verbatimIndent(node, source)
    return { kind: 'scalar', place, type, value, source, ...(indent === undefined ? {} : { indent }) }
  }

  #typed(node: Scalar, source: string): { type: ScalarType; value: null | boolean | number | string } {
    const tag = shortTag(node.tag)
    if (tag === undefined) return node.type === 'PLAIN' ? resolvePlain(source) : { type: 'text', value: source }
    if (tag === 'str' || tag === '') return { type: 'text', value: source }
    const forced = resolvePlain(source)
    const isForced = tag === forced.type || { int: 'integer', bool: 'boolean', timestamp: 'date' }[tag] === forced.type
    if (isForced) return forced
    if (tag === 'float' && forced.type === 'integer') return { type: 'float', value: forced.value }
    if (tag === 'binary') return { type: 'binary', value: source }
    this.#checkTag(node, [])
    return { type: 'text', value: source }
  }

  #checkTag(node: Node, known: readonly string[]): void {
    const tag = shortTag('tag' in node && typeof node.tag === 'string' ? node.tag : undefined)
    if (tag === undefined || known.includes(tag)) return
    this.problems.push(
      problem(
        'config/custom-tag',
        `the tag !${tag.slice(0, 60)} is not allowed here`,
        this.#at(node),
        'Remove the tag.',
      ),
    )
  }

  #at(node: Node): Place {
    return this.#place(node.range?.[0] ?? 0)
  }
}

/** Nothing before a plain word, one quote before a quoted one; undefined when escapes or lines were folded. */
function verbatimIndent(node: Scalar, source: string): number | undefined {
  const length = (node.range?.[1] ?? 0) - (node.range?.[0] ?? 0)
  if (node.type === 'PLAIN') return length === source.length ? 0 : undefined
  return node.type?.startsWith('QUOTE_') === true && length === source.length + 2 ? 1 : undefined
}

/** `!!str` is written out as `tag:yaml.org,2002:str`. */
function shortTag(tag: string | undefined): string | undefined {
  return tag?.replace(/^tag:yaml\.org,2002:/, '').replace(/^!+/, '')
}

function nothing(place: Place): Tree {
  return { kind: 'scalar', place, type: 'null', value: null, source: '' }
}
