import type { Generation } from '../model/pipeline.ts'
import type { Problem } from '../model/problem.ts'
import { type Entry, entryOf, type Tree } from './tree.ts'

/** Which generation a YAML file is of, and what is wrong with how it says so. */
export interface Detected {
  readonly generation: Exclude<Generation, 'ini'>
  readonly problems: readonly Problem[]
}

/** The version decides; without a good one, the section `project` or `pipeline` does, so that all else is still checked. */
export function detectGeneration(tree: Tree): Detected {
  const entry = entryOf(tree, 'version')
  const value = entry?.value
  const stated = value?.kind === 'scalar' && value.type === 'text' ? value.value : undefined
  const known = (['1.0', '1.1', '2.0'] as const).find((generation) => generation === stated)
  if (known !== undefined) return { generation: known, problems: [] }
  const generation = entryOf(tree, 'project') !== undefined ? '1.0' : '1.1'
  return { generation, problems: [entry === undefined ? missing(tree) : wrong(entry)] }
}

function missing(tree: Tree): Problem {
  return {
    severity: 'error',
    code: 'config/no-version',
    message: 'the file has no version',
    hint: 'Add version: "2.0", or "1.1" or "1.0" when the file is that old.',
    place: tree.place,
    path: 'version',
  }
}

function wrong(entry: Entry): Problem {
  const { value } = entry
  const isNumber = value.kind === 'scalar' && (value.type === 'float' || value.type === 'integer')
  return {
    severity: 'error',
    code: 'config/version',
    message: isNumber ? 'version must be text, not a number' : 'version must be "2.0", "1.1" or "1.0"',
    hint: isNumber
      ? 'Put it in quotes: version: "1.1".'
      : 'Newer versions need a newer release of this tool; "bodywork migrate" writes 2.0 from older ones.',
    place: value.place,
    path: 'version',
  }
}
