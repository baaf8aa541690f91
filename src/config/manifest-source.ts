import { didYouMean } from '../model/nearest.ts'
import type { Json, JsonObject } from '../model/pipeline.ts'
import { outputNamed, placeholdersIn, substituted, wholePlaceholder } from '../model/placeholders.ts'
import { failed, hasErrors, ok, type Place, type Problem, type Result } from '../model/problem.ts'
import { type ScalarTree, type Tree, valueAt } from './tree.ts'
import { resolvePlain } from './yaml-scalar.ts'
import { yamlTrees } from './yaml-source.ts'

/** A Kubernetes object as somebody wrote it: what every one must say, and all the rest. */
export interface WrittenObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: JsonObject & { readonly name: string }
  readonly [field: string]: Json
}

/** One object of a file, with its place. */
export interface Manifest {
  readonly object: WrittenObject
  readonly place: Place
}

/** What `${NAME}` stands for; outputs of stages are only known later and stay as they are. */
export interface Substitution {
  readonly values: Readonly<Record<string, string>>
  /** Values that are text whatever they look like: a commit may be all digits. */
  readonly texts: Readonly<Record<string, string>>
  /** Outputs that exist by then, as `outputs.STAGE.KEY`. */
  readonly outputs: readonly string[]
}

/** Every object in the YAML or JSON text of a file, lists opened, placeholders filled in; or all that is wrong with it. */
export function readManifests(file: string, text: string, substitution: Substitution): Result<readonly Manifest[]> {
  const trees = yamlTrees(file, text)
  if (!trees.ok) return trees
  const reader = new ManifestReader(substitution)
  const manifests = trees.value.filter(hasContent).flatMap((tree) => reader.objects(tree))
  const problems = [...trees.problems.filter(({ code }) => code !== 'config/sexagesimal'), ...reader.problems]
  return hasErrors(problems) ? failed(...problems) : ok(manifests, problems)
}

function hasContent(tree: Tree): boolean {
  return !(tree.kind === 'scalar' && tree.value === null) && !(tree.kind === 'map' && tree.entries.length === 0)
}

class ManifestReader {
  readonly problems: Problem[] = []
  readonly #substitution: Substitution
  readonly #texts: Readonly<Record<string, string>>
  readonly #names: readonly string[]

  constructor(substitution: Substitution) {
    this.#substitution = substitution
    this.#texts = { ...substitution.texts, ...substitution.values }
    this.#names = [...Object.keys(this.#texts), ...substitution.outputs]
  }

  objects(tree: Tree): readonly Manifest[] {
    const items = valueAt(tree, 'items')
    const kind = valueAt(tree, 'kind')
    const isList = kind?.kind === 'scalar' && kind.source.endsWith('List') && items?.kind === 'list'
    if (isList) return items.items.flatMap((item) => this.objects(item))
    const missing = this.#missing(tree)
    if (missing.length > 0) {
      this.problems.push(...missing)
      return []
    }
    return [{ object: this.#json(tree) as WrittenObject, place: tree.place }]
  }

  #missing(tree: Tree): readonly Problem[] {
    const wrong = (what: string, place: Place): Problem => ({
      severity: 'error',
      code: 'manifest/incomplete',
      message: `this is no Kubernetes object: it has no ${what}`,
      hint: 'Every object says its apiVersion, kind and metadata.name.',
      place,
    })
    if (tree.kind !== 'map') return [wrong('apiVersion and kind', tree.place)]
    const paths = [['apiVersion'], ['kind'], ['metadata', 'name']]
    return paths.flatMap((path) => {
      const value = valueAt(tree, ...path)
      if (value?.kind !== 'scalar' || value.source === '') return [wrong(path.join('.'), tree.place)]
      if (!placeholdersIn(value.source).some(({ name }) => outputNamed(name) !== undefined)) return []
      return [
        {
          severity: 'error',
          code: 'manifest/late-name',
          message: `${path.join('.')} cannot depend on an output: what a run touches must be known before it begins`,
          hint: 'Use the output in spec, data or annotations.',
          place: value.place,
        },
      ]
    })
  }

  #json(tree: Tree): Json {
    switch (tree.kind) {
      case 'scalar':
        return this.#scalar(tree)
      case 'list':
        return tree.items.map((item) => this.#json(item))
      case 'map':
        return Object.fromEntries(
          tree.entries.map(({ key, value }) => [this.#text(key, value.place), this.#json(value)]),
        )
    }
  }

  /** A value that is nothing but a placeholder and not quoted becomes what its text means: a number, say. */
  #scalar(tree: ScalarTree): Json {
    const { source, value, type } = tree
    if (typeof value === 'string' && type === 'text') {
      const whole = tree.indent === 0 ? wholePlaceholder(value) : undefined
      const known = whole === undefined ? undefined : this.#substitution.values[whole]
      if (known !== undefined) return plain(known)
      if (whole !== undefined && outputNamed(whole) !== undefined) {
        this.#check(value, tree.place)
        return `\${=${whole}}`
      }
      return this.#text(value, tree.place)
    }
    return plain(source, value)
  }

  #text(text: string, place: Place): string {
    if (!text.includes('${')) return text
    if (this.#names.length === 0) return text
    this.#check(text, place)
    return substituted(text, (name) => (Object.hasOwn(this.#texts, name) ? this.#texts[name] : undefined))
  }

  #check(text: string, place: Place): void {
    for (const { name } of placeholdersIn(text)) {
      if (this.#names.includes(name)) continue
      const isOutput = outputNamed(name) !== undefined
      const hint = didYouMean(name, this.#names)
      // Scripts in ConfigMaps have variables of their own.
      if (!isOutput && hint === undefined) continue
      this.problems.push({
        severity: isOutput ? 'error' : 'warning',
        code: 'manifest/unknown-value',
        message: isOutput
          ? `nothing that is done before this stage writes "${name}"`
          : `\${${name}} stays as it is: it is none of the values that are filled in`,
        ...(hint === undefined ? {} : { hint }),
        place,
      })
    }
  }
}

/** What an unquoted word means to Kubernetes: as to YAML 1.1, but times such as 1:30 and dates stay text. */
function plain(source: string, known?: Json): Json {
  const { type, value } = resolvePlain(source)
  if (type === 'date' || type === 'binary' || /^[-+]?\d+:/.test(source)) return source
  const meant = known ?? value
  return typeof meant === 'number' && !Number.isFinite(meant) ? source : meant
}
