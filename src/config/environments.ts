import { didYouMean } from '../model/nearest.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { fileText, type ReadFile } from './file-text.ts'
import { readYaml } from './read-yaml.ts'
import { entryOf, type Tree } from './tree.ts'

/** What the configuration says of the chosen environment: keys of its own, or those of a file; undefined when none is chosen. */
export async function environmentTree(
  base: Tree,
  chosen: string | undefined,
  file: string,
  readFile: ReadFile,
): Promise<Result<Tree | undefined>> {
  if (chosen === undefined) return ok(undefined)
  const all = entryOf(base, 'environments')
  const found = entryOf(all?.value, chosen)?.value
  if (found === undefined) return failed(unknown(chosen, all?.value, all?.place ?? base.place))
  if (found.kind === 'map') return ok(found)
  // What is neither a map nor a path is told by the schema.
  if (found.kind !== 'scalar' || typeof found.value !== 'string') return ok(undefined)
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : ''
  const path = `${folder}${found.value}`
  const text = fileText(path, await readFile(path))
  return text.ok
    ? await readYaml(path, text.value)
    : failed(...text.problems.map((problem) => ({ ...problem, place: found.place })))
}

function unknown(chosen: string, all: Tree | undefined, place: Tree['place']): Problem {
  const names = all?.kind === 'map' ? all.entries.map(({ key }) => key) : []
  const known =
    names.length === 0
      ? 'The configuration has no environments: lay a file over it with --values.'
      : `There are ${names.join(', ')}.`
  return {
    severity: 'error',
    code: 'config/unknown-environment',
    message: `the configuration has no environment "${chosen}"`,
    hint: didYouMean(chosen, names) ?? known,
    place,
  }
}
