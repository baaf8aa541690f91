import { isLabel, kubernetesName, stageNameProblems } from '../model/names.ts'
import type { Problem } from '../model/problem.ts'
import { compareQuantities } from '../model/quantity.ts'
import { type Draft, mistake, pipelineEntry, stageEntry, undeployable } from './draft.ts'
import { matrixSize } from './fold/fold-batch.ts'
import { bytesAt, cpuAt, numberAt, textAt } from './read-tree.ts'
import type { StageTree } from './stage-trees.ts'
import { type Entry, entryOf, type Tree, valueAt } from './tree.ts'

const mostCombinations = 256

/** Values that are of the right kind and still cannot work. */
export function valueProblems(draft: Draft): readonly Problem[] {
  return [
    ...namespaceProblem(draft),
    ...stageNameProblems(draft.stages.map(({ name, kind, entry }) => ({ name, kind, place: entry.place }))).map(
      (problem) => ({ ...problem, severity: undeployable(draft) }),
    ),
    ...draft.stages.flatMap((stage) => [
      ...portProblems(draft, stage),
      ...resourceProblems(stage),
      ...matrixProblem(stage),
      ...autoscaleProblem(stage),
      ...volumeProblems(stage),
      ...(draft.generation === '2.0' ? [] : secretKeyProblems(stage)),
    ]),
  ]
}

/** Labels are what namespaces must be; the name of the pipeline stands in when there is no namespace. */
function namespaceProblem(draft: Draft): readonly Problem[] {
  const namespace = pipelineEntry(draft, 'namespace')
  const found = namespace ?? pipelineEntry(draft, 'name')
  if (found === undefined) return []
  const name = textAt(found.entry.value)?.trim() ?? ''
  if (name === '' || isLabel(name) || (namespace === undefined && !/^[A-Za-z0-9.-]+$/.test(name))) return []
  const fit = kubernetesName(name)
    .toLowerCase()
    .replaceAll('.', '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 63)
  return [
    mistake({
      severity: undeployable(draft),
      code: 'config/bad-namespace',
      message: `Kubernetes accepts no namespace "${name.slice(0, 80)}"`,
      hint: fit === '' ? undefined : `Set pipeline.namespace, for instance to "${fit}".`,
      place: found.entry.value.place,
      path: found.path,
    }),
  ]
}

function portProblems(draft: Draft, stage: StageTree): readonly Problem[] {
  const more = valueAt(stage.tree, 'service', 'ports')
  const names = more?.kind === 'map' ? more.entries.map(({ key }) => key) : []
  const found = [
    stageEntry(stage, 'service', 'port'),
    stageEntry(stage, 'service', 'health', 'port'),
    ...['readiness', 'liveness', 'startup'].map((check) => stageEntry(stage, 'service', 'health', check, 'port')),
    ...names.map((name) => stageEntry(stage, 'service', 'ports', name)),
  ].filter((candidate) => candidate !== undefined)
  return found.flatMap(({ entry, path }) => {
    const port = numberAt(entry.value)
    if (port === undefined || (port >= 1 && port <= 65535)) return []
    return [
      mistake({
        severity: undeployable(draft),
        code: 'config/port-range',
        message: `${path} is ${port}; ports go from 1 to 65535`,
        place: entry.value.place,
        path,
      }),
    ]
  })
}

function resourceProblems(stage: StageTree): readonly Problem[] {
  const problems: Problem[] = []
  for (const [key, read] of [
    ['cpu', cpuAt],
    ['memory', bytesAt],
  ] as const) {
    const found = stageEntry(stage, 'resources', key)
    const request = read(found?.entry.value)
    const limit = read(stage.tree, 'resources', 'limits', key)
    if (found !== undefined && request === undefined && isNumber(found.entry.value))
      problems.push(
        mistake({
          severity: 'warning',
          code: 'config/no-quantity',
          message: `${found.path} is no amount that Kubernetes knows; nothing is reserved`,
          place: found.entry.value.place,
          path: found.path,
        }),
      )
    if (
      found !== undefined &&
      request !== undefined &&
      limit !== undefined &&
      (compareQuantities(request, limit) ?? 0) > 0
    )
      problems.push(
        mistake({
          code: 'config/over-limit',
          message: `${found.path} asks for ${request}, more than its limit of ${limit}`,
          hint: 'Raise the limit or ask for less.',
          place: found.entry.value.place,
          path: found.path,
        }),
      )
  }
  return problems
}

function isNumber(tree: Tree): boolean {
  return tree.kind === 'scalar' && typeof tree.value === 'number'
}

function matrixProblem(stage: StageTree): readonly Problem[] {
  const found = stageEntry(stage, 'matrix')
  const size = matrixSize(found?.entry.value)
  if (found === undefined || size <= mostCombinations) return []
  return [
    mistake({
      code: 'config/matrix-size',
      message: `${found.path} has ${size} combinations; ${mostCombinations} is the most`,
      place: found.entry.place,
      path: found.path,
    }),
  ]
}

function autoscaleProblem(stage: StageTree): readonly Problem[] {
  const found = stageEntry(stage, 'service', 'autoscale', 'max')
  const max = numberAt(found?.entry.value)
  const min = numberAt(stage.tree, 'service', 'autoscale', 'min') ?? 1
  if (found === undefined || max === undefined || min <= max) return []
  return [
    mistake({
      code: 'config/autoscale-range',
      message: `${found.path} is ${max}, less than min (${min})`,
      place: found.entry.value.place,
      path: found.path,
    }),
  ]
}

const volumeKinds = ['pvc', 'config_map', 'secret', 'empty_dir', 'host_path']

function volumeProblems(stage: StageTree): readonly Problem[] {
  const volumes = valueAt(stage.tree, 'volumes')
  if (volumes?.kind !== 'map') return []
  return volumes.entries.flatMap((entry) => {
    const given = volumeKinds.filter((kind) => entryOf(entry.value, kind) !== undefined)
    if (given.length === 1 || entry.value.kind !== 'map') return []
    return [
      mistake({
        code: 'config/volume-kind',
        message: `the volume "${entry.key}" of stage "${stage.name}" has ${given.length === 0 ? 'no source' : given.join(' and ')}`,
        hint: `Give it one of: ${volumeKinds.join(', ')}.`,
        place: entry.place,
        path: `stages.${stage.name}.volumes.${entry.key}`,
      }),
    ]
  })
}

/** Variables in older files had to be text; the whole map is blamed, as it was. */
function secretKeyProblems(stage: StageTree): readonly Problem[] {
  const found = stageEntry(stage, 'secrets')
  const bad = found?.entry.value.kind === 'map' ? found.entry.value.entries.find(isNoText) : undefined
  if (found === undefined || bad === undefined) return []
  return [
    mistake({
      code: 'config/bad-variable',
      message: `a variable in ${found.path} is not text`,
      hint: 'Put it in quotes.',
      place: bad.place,
      path: found.path,
    }),
  ]
}

function isNoText(entry: Entry): boolean {
  return entry.keyType !== 'text'
}
