import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ObjectReader } from '../object-reader.ts'
import type { GitObject } from '../object-stream.ts'
import type { IndexEntry } from './index-file.ts'
import { mostObjectBytes, Packs } from './packs.ts'
import type { PlainRepository } from './plain-repository.ts'
import { idOf, storedObject } from './stored-object.ts'

/** So many objects are read here; a process of git is faster for more. */
const mostObjects = 1500

/**
 * Reads the objects of a plain repository. What a file of the checkout still holds is taken from there, as its hash says
 * so. Whatever cannot be read in this way is asked of git, which then also says what is wrong.
 */
export function repositoryReader(
  { root, store }: PlainRepository,
  tracked: readonly IndexEntry[],
  git: ObjectReader,
): ObjectReader {
  const packs = new Packs(store)
  const paths = new Map(tracked.filter(({ mode }) => mode !== 0o120000).map(({ id, path }) => [id, join(root, path)]))
  let left = mostObjects

  const read = (name: string): GitObject | undefined => {
    const [, id, ofTree] = /^([0-9a-f]{40})(\^\{tree\})?$/.exec(name) ?? []
    if (id === undefined) return undefined
    const lying = lyingContent(paths.get(id), id)
    if (lying !== undefined) return { id, kind: 'blob', content: lying }
    const stored = storedObject(store, packs, id)
    if (stored === undefined || ofTree === undefined) return stored && { id, ...stored }
    const tree = /^tree ([0-9a-f]{40})$/m.exec(stored.content.toString('latin1', 0, 46))?.[1]
    return stored.kind === 'commit' && tree !== undefined ? read(tree) : undefined
  }

  const readAll = (names: readonly string[]): readonly GitObject[] | undefined => {
    if (names.length > left) return undefined
    left -= names.length
    const found: GitObject[] = []
    try {
      for (const name of names) {
        const object = read(name)
        if (object === undefined) return undefined
        found.push(object)
      }
    } catch {
      // Damaged, too large, or just being packed by somebody else.
      return undefined
    }
    return found
  }

  return {
    read: async (names, most = Number.POSITIVE_INFINITY) => {
      const found = readAll(names)
      if (found === undefined) return git.read(names, most)
      return found.reduce((sum, { content }) => sum + content.length, 0) > most ? undefined : found
    },
    close: () => {
      packs.close()
      git.close()
    },
  }
}

/** What the file at a path holds, when it is what the id says. */
function lyingContent(path: string | undefined, id: string): Buffer | undefined {
  if (path === undefined) return undefined
  try {
    const found = lstatSync(path)
    if (!found.isFile() || found.size > mostObjectBytes) return undefined
    const content = readFileSync(path)
    return idOf({ kind: 'blob', content }) === id ? content : undefined
  } catch {
    return undefined
  }
}
