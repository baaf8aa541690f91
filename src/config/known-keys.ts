import { knownKeys } from '../generated/schema-validator.js'
import type { Generation } from '../model/pipeline.ts'
import type { Tree } from './tree.ts'

/** The tree without the keys that its generation never read: they must not come to life because a later one reads them. */
export function withoutUnknownKeys(tree: Tree, generation: Exclude<Generation, 'ini'>): Tree {
  const keys = knownKeys[generation] ?? {}
  const seen = new Map<Tree, Tree>()
  const walk = (at: Tree, shape: string): Tree => {
    if (at.kind !== 'map') return at
    const done = seen.get(at)
    if (done !== undefined) return done
    const known = keys[shape]
    const entries = at.entries
      .filter(({ key }) => known === undefined || known.includes(key))
      .map((entry) => {
        const segment = known === undefined ? '*' : entry.key
        return { ...entry, value: walk(entry.value, shape === '' ? segment : `${shape}.${segment}`) }
      })
    const result = { ...at, entries }
    seen.set(at, result)
    return result
  }
  return generation === '2.0' ? tree : walk(tree, '')
}
