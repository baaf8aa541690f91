import type { Generation, Pipeline } from '../model/pipeline.ts'
import { byPlace, failed, hasErrors, ok, type Problem, type Result } from '../model/problem.ts'
import { dagProblems } from './check-dag.ts'
import { expressionProblems } from './check-expressions.ts'
import { fileProblems, type Looker } from './check-files.ts'
import { placeholderProblems } from './check-placeholders.ts'
import { referenceProblems } from './check-references.ts'
import { stageProblems } from './check-stages.ts'
import { valueProblems } from './check-values.ts'
import { credentialProblems, shielded } from './credentials.ts'
import type { Draft } from './draft.ts'
import { environmentTree } from './environments.ts'
import { fileText, type ReadFile } from './file-text.ts'
import { foldPipeline } from './fold/fold-pipeline.ts'
import { detectGeneration } from './generation.ts'
import { iniProject } from './ini-tree.ts'
import { withoutUnknownKeys } from './known-keys.ts'
import { type OverlayRequest, overlaid, overlayTrees } from './overlay.ts'
import { pipelineGraph } from './pipeline-graph.ts'
import { readYaml } from './read-yaml.ts'
import { modernSpelling } from './spellings.ts'
import { stageTrees } from './stage-trees.ts'
import { placesOf, type Tree } from './tree.ts'
import { schemaProblems } from './validate.ts'

/** What loading needs. */
export interface LoadOptions {
  /** Path as the user named it; places of problems say the same. A name that ends in `.ini` is read as INI. */
  readonly file: string
  readonly readFile: ReadFile
  /** Needed with `checkFiles`. */
  readonly exists?: Looker
  /** Unknown keys of older generations are errors. */
  readonly isStrict?: boolean
  /** Modules, notebooks and requirements files must be there. */
  readonly checkFiles?: boolean
  /** What Kubernetes would refuse is an error in older generations too. */
  readonly isForDeploy?: boolean
  /** Laid over the file before it is judged. */
  readonly overlay?: OverlayRequest
}

/** What is known about a configuration, valid or not. */
export interface Inspection {
  readonly file: string
  readonly generation?: Generation
  readonly steps: readonly (readonly string[])[]
  /** All problems, by place. */
  readonly problems: readonly Problem[]
  /** Present when there is no error. */
  readonly pipeline?: Pipeline
  /** Text of every file that was read, for messages that show lines. */
  readonly sources: Readonly<Record<string, string>>
}

/** The pipeline in that file, or every problem that stands in its way. */
export async function loadPipeline(options: LoadOptions): Promise<Result<Pipeline>> {
  const { pipeline, problems } = await inspectPipeline(options)
  return pipeline === undefined ? failed(...problems) : ok(pipeline, problems)
}

/** Reads and checks a configuration; the result tells what could be made of it even when it is wrong. */
export async function inspectPipeline(options: LoadOptions): Promise<Inspection> {
  const inspection = await inspect(options)
  return { ...inspection, problems: byPlace(inspection.problems.map(shielded)) }
}

async function inspect(options: LoadOptions): Promise<Inspection> {
  const { file } = options
  const text = fileText(file, await options.readFile(file))
  if (!text.ok) return { file, steps: [], problems: text.problems, sources: {} }
  const material = /\.(?:ini|cfg)$/.test(file)
    ? await fromIni(text.value, options)
    : await fromYaml(text.value, options)
  const { sources, problems, generation, tree } = material
  const secrets = Object.entries(sources).flatMap(([name, source]) => credentialProblems(name, source))
  if (tree === undefined || generation === undefined)
    return { file, steps: [], problems: [...problems, ...secrets], sources, ...named(generation) }
  const stages = stageTrees(tree)
  const graph = pipelineGraph(tree, stages)
  const { isStrict = false, isForDeploy = false } = options
  const draft: Draft = { file, generation, isStrict, isForDeploy, tree, stages, graph }
  const all = [...problems, ...secrets, ...checks(draft), ...(await files(draft, options))]
  const base = { file, generation, steps: graph.steps, problems: all, sources }
  if (hasErrors(all)) return base
  const { places } = material
  return { ...base, pipeline: foldPipeline({ file, generation, tree, stages, graph, places }) }
}

function checks(draft: Draft): readonly Problem[] {
  return [
    ...stageProblems(draft),
    ...dagProblems(draft),
    ...referenceProblems(draft),
    ...expressionProblems(draft),
    ...placeholderProblems(draft),
    ...valueProblems(draft),
  ]
}

async function files(draft: Draft, options: LoadOptions): Promise<readonly Problem[]> {
  return options.checkFiles === true && options.exists !== undefined ? fileProblems(draft, options.exists) : []
}

interface Material {
  readonly sources: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
  readonly generation?: Generation
  readonly tree?: Tree
  readonly places: Pipeline['places']
}

async function fromYaml(text: string, options: LoadOptions): Promise<Material> {
  const { file, isStrict = false } = options
  const sources = { [file]: text }
  const read = await withOverlays(await readYaml(file, text), options)
  if (!read.ok) return { sources, problems: read.problems, places: {} }
  if (read.value.kind !== 'map') return { sources, problems: [noMap(read.value)], places: {} }
  const { generation, problems } = detectGeneration(read.value)
  const schema = schemaProblems(read.value, { generation, isStrict }).filter(
    ({ path, code }) => path !== 'version' && !(path === 'stages' && code === 'config/wrong-type'),
  )
  const { tree, notes } = modernSpelling(withoutUnknownKeys(read.value, generation), generation)
  const reading = read.problems.map(
    (problem): Problem =>
      problem.code === 'config/duplicate-key' && (generation === '2.0' || isStrict)
        ? { ...problem, severity: 'error' }
        : problem,
  )
  return {
    sources,
    generation,
    tree,
    problems: [...reading, ...problems, ...schema, ...notes],
    places: placesOf(read.value),
  }
}

async function withOverlays(base: Result<Tree>, options: LoadOptions): Promise<Result<Tree>> {
  if (!base.ok) return base
  const over = await layers(base.value, options)
  if (!over.ok) return failed(...base.problems, ...over.problems)
  return ok(over.value.reduce(overlaid, base.value), [...base.problems, ...over.problems])
}

/** What is laid over the configuration, in that order: the chosen environment, files, single values. */
async function layers(base: Tree, { file, overlay = {}, readFile }: LoadOptions): Promise<Result<readonly Tree[]>> {
  const chosen = await environmentTree(base, overlay.environment, file, readFile)
  const over = await overlayTrees(overlay, readFile)
  const problems = [...chosen.problems, ...over.problems]
  if (!chosen.ok || !over.ok) return failed(...problems)
  return ok([...(chosen.value === undefined ? [] : [chosen.value]), ...over.value], problems)
}

async function fromIni(text: string, options: LoadOptions): Promise<Material> {
  const { tree, problems: found, sources } = await iniProject(options.file, text, options.readFile)
  const problems = found.map(
    (problem): Problem =>
      options.isStrict === true && problem.code === 'config/unknown-key' ? { ...problem, severity: 'error' } : problem,
  )
  const over = await layers(tree, options)
  const ini = { sources, generation: 'ini' as const, places: placesOf(tree) }
  if (!over.ok || over.value.length === 0) return { ...ini, tree, problems: [...problems, ...over.problems] }
  // What is laid over INI files is written in the spelling of 2.0, and judged as that.
  const whole = over.value.reduce(overlaid, tree)
  const isOver = ({ place }: Problem) => place !== undefined && sources[place.file] === undefined
  const wrong = schemaProblems(whole, { generation: '2.0', isStrict: true }).filter(isOver)
  const modern = modernSpelling(whole, '2.0')
  return { ...ini, tree: modern.tree, problems: [...problems, ...over.problems, ...wrong, ...modern.notes] }
}

function noMap(tree: Tree): Problem {
  return {
    severity: 'error',
    code: 'config/not-a-map',
    message: 'a configuration is a map of version, pipeline and stages',
    hint: 'Run "bodywork init" to write a first one.',
    place: tree.place,
  }
}

function named(generation: Generation | undefined): { readonly generation?: Generation } {
  return generation === undefined ? {} : { generation }
}
