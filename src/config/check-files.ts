import { nearest } from '../model/nearest.ts'
import type { Problem } from '../model/problem.ts'
import { type Draft, mistake, stageEntry } from './draft.ts'
import { textOf } from './tree.ts'

/** What stands at a path: a file, a folder, or nothing. */
export interface Looker {
  (path: string): Promise<'file' | 'directory' | 'missing'>
  /** Names in a folder, for hints. */
  readonly list?: (folder: string) => Promise<readonly string[]>
}

/** Every module, notebook and requirements file that is not where the configuration says. */
export async function fileProblems(draft: Draft, look: Looker): Promise<readonly Problem[]> {
  const slash = draft.file.lastIndexOf('/')
  const folder = slash < 0 ? '' : draft.file.slice(0, slash + 1)
  const problems: Problem[] = []
  for (const stage of draft.stages)
    for (const keys of [['run'], ['requirements'], ['requirements', 'file'], ['requirements', 'constraints']]) {
      const found = stageEntry(stage, ...keys)
      const path = textOf(found?.entry.value)
      if (found === undefined || path === undefined || path === '') continue
      const target = path.startsWith('/') ? path : `${folder}${path}`
      const kind = await look(target)
      const at = { place: found.entry.value.place, path: found.path }
      if (kind === 'missing')
        problems.push(
          mistake({
            ...at,
            code: 'config/missing-module',
            message: `${path} does not exist`,
            hint: await hint(target, path, look),
          }),
        )
      else if (kind === 'directory')
        problems.push(
          mistake({
            ...at,
            severity: 'warning',
            code: 'config/module-is-folder',
            message: `${path} is a folder`,
            hint: 'Name the file to run.',
          }),
        )
      else if (isOutside(path))
        problems.push(
          mistake({
            ...at,
            severity: 'warning',
            code: 'config/module-outside',
            message: `${path} is outside of the project and will not be in the bundle`,
          }),
        )
    }
  return problems
}

function isOutside(path: string): boolean {
  if (path.startsWith('/')) return true
  let depth = 0
  for (const part of path.split('/')) {
    depth += part === '..' ? -1 : part === '.' || part === '' ? 0 : 1
    if (depth < 0) return true
  }
  return false
}

async function hint(target: string, path: string, look: Looker): Promise<string> {
  const general = 'Paths start from the folder of the configuration.'
  if (look.list === undefined) return general
  const slash = target.lastIndexOf('/')
  const names = await look.list(slash < 0 ? '.' : target.slice(0, slash))
  const near = nearest(target.slice(slash + 1), names)
  return near === undefined ? general : `Did you mean "${path.slice(0, path.lastIndexOf('/') + 1)}${near}"?`
}
