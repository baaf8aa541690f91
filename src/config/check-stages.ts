import type { Problem } from '../model/problem.ts'
import { type Draft, mistake } from './draft.ts'
import { textAt } from './read-tree.ts'
import type { StageTree } from './stage-trees.ts'
import { type Entry, entryOf, type Tree, valueAt } from './tree.ts'

const mostStages = 1000

/** Everything wrong with what stages are: none or two kinds, nothing to run, keys that do not go together. */
export function stageProblems(draft: Draft): readonly Problem[] {
  const stages = valueAt(draft.tree, 'stages')
  if (stages === undefined) return []
  if (stages.kind !== 'map') return [noStages(draft, stages)]
  if (stages.entries.length > mostStages) return [tooMany(stages, stages.entries.length)]
  const isOld = draft.generation !== '2.0'
  const kinds = isOld && draft.generation !== 'ini' ? stages.entries.flatMap(oldKindProblem) : []
  return [...kinds, ...(isOld ? [] : draft.stages.flatMap((stage) => [...newKind(stage), ...program(draft, stage)]))]
}

/** Stages that are no map at all: the original blames the key `_`. */
function noStages(draft: Draft, stages: Tree): Problem {
  return mistake({
    code: 'config/no-stages',
    message: 'there are no stages',
    hint: 'Define at least one stage under stages.',
    place: entryOf(draft.tree, 'stages')?.place ?? stages.place,
    path: draft.generation === '2.0' ? 'stages' : 'stages._',
  })
}

function tooMany(stages: Tree, count: number): Problem {
  return mistake({
    code: 'config/too-many-stages',
    message: `${count} stages are more than the ${mostStages} a pipeline may have`,
    place: stages.place,
    path: 'stages',
  })
}

function oldKindProblem({ key, place, value }: Entry): readonly Problem[] {
  if (value.kind !== 'map') return []
  const isBatch = entryOf(value, 'batch') !== undefined
  if (isBatch !== (entryOf(value, 'service') !== undefined)) return []
  return [
    mistake({
      code: 'config/stage-kind',
      message: isBatch ? `stage "${key}" is both batch and service` : `stage "${key}" is neither batch nor service`,
      hint: isBatch ? 'Keep one of them.' : 'Add batch or service.',
      place,
      path: `stages.${key}.batch/service`,
    }),
  ]
}

const kinds = ['batch', 'service', 'manifests', 'helm'] as const
const batchOnly = ['outputs', 'artifacts', 'gate', 'matrix', 'cache', 'on_rollback']
const always = ['needs', 'if', 'group']
const ofManifests = ['manifests', 'wait', 'timeout', 'substitute']

function newKind({ name, entry, kind }: StageTree): readonly Problem[] {
  if (entry.value.kind !== 'map') return []
  const found = kinds.filter((key) => entryOf(entry.value, key) !== undefined)
  if (found.length > 1)
    return [
      mistake({
        code: 'config/stage-kind',
        message: `stage "${name}" is ${found.join(' and ')} at once`,
        hint: 'Keep one of them.',
        place: entry.place,
        path: `stages.${name}`,
      }),
    ]
  const isPod = kind === 'batch' || kind === 'service'
  const unfit = entry.value.entries.filter(({ key }) => {
    if (key.startsWith('x-') || always.includes(key) || key === kind) return false
    if (!isPod) return kind === 'helm' || !ofManifests.includes(key)
    return ofManifests.includes(key) || (kind === 'service' && batchOnly.includes(key))
  })
  const twoNames = kind === 'helm' ? twoReleaseNames(name, entry) : []
  return [
    ...twoNames,
    ...unfit.map((misfit) =>
      mistake({
        code: 'config/unfit-key',
        message: `stages.${name}.${misfit.key} means nothing for a ${kind} stage`,
        hint: 'Remove it.',
        place: misfit.place,
        path: misfit.origin ?? `stages.${name}.${misfit.key}`,
      }),
    ),
  ]
}

/** `release: NAME` was there before `name`. */
function twoReleaseNames(stage: string, { value }: Entry): readonly Problem[] {
  const helm = valueAt(value, 'helm')
  const name = helm === undefined ? undefined : entryOf(helm, 'name')
  if (name === undefined || textAt(helm, 'release') === undefined) return []
  return [
    mistake({
      code: 'config/unfit-key',
      message: `stages.${stage}.helm names its release twice, in release and in name`,
      hint: 'Keep name; write release: true when helm itself is to install it.',
      place: name.place,
      path: `stages.${stage}.helm.name`,
    }),
  ]
}

function program(draft: Draft, { name, entry, kind, tree }: StageTree): readonly Problem[] {
  if (kind !== 'batch' && kind !== 'service') return []
  const run = entryOf(tree, 'run')
  const command = entryOf(tree, 'command')
  const problems: Problem[] = []
  const add = (code: string, message: string, hint: string, at: Entry = entry): void => {
    problems.push(mistake({ code, message, hint, place: at.place, path: `stages.${name}` }))
  }
  if (run !== undefined && command !== undefined)
    add('config/two-programs', `stage "${name}" has both run and command`, 'Keep one of them.', command)
  if (run === undefined && command === undefined && entryOf(tree, 'image') === undefined)
    add('config/no-program', `stage "${name}" has nothing to run`, 'Give it run, command, or an image of its own.')
  if (entryOf(tree, 'image') === undefined && textAt(draft.tree, 'pipeline', 'image') === undefined)
    add('config/no-image', `stage "${name}" has no image`, 'Set image under pipeline or in the stage.')
  if (entryOf(tree, 'parameters') !== undefined && textAt(tree, 'run')?.endsWith('.ipynb') !== true)
    add('config/unfit-key', `stage "${name}" has parameters but runs no notebook`, 'Pass args instead.')
  const artifacts = entryOf(tree, 'artifacts')
  if (textAt(tree, 'artifacts', 'pvc') !== undefined && textAt(tree, 'artifacts', 'bucket') !== undefined)
    add(
      'config/unfit-key',
      `the artifacts of stage "${name}" have both a pvc and a bucket`,
      'Keep one of them.',
      artifacts,
    )
  if (artifacts !== undefined && run === undefined && command === undefined)
    add(
      'config/unfit-key',
      `stage "${name}" has artifacts, but runs what is in its image as it is`,
      'Give it run or command, so that somebody is there to gather them.',
      artifacts,
    )
  const service = entryOf(tree, 'service')
  if (service?.value.kind === 'map' && entryOf(service.value, 'port') === undefined)
    problems.push(
      mistake({
        code: 'config/missing-key',
        message: `stages.${name}.service has no port`,
        hint: 'Add port.',
        place: service.place,
        path: `stages.${name}.service.port`,
      }),
    )
  return problems
}
