import type { Problem } from '../model/problem.ts'
import type { Entry, Tree } from './tree.ts'

/** The entries of a map with `<<` written out and repeated keys reduced to the last, which is the one that counts. */
export function mergedEntries(entries: readonly Entry[], problems: Problem[]): readonly Entry[] {
  const own = new Map<string, Entry>()
  for (const entry of entries) {
    if (isMerge(entry)) continue
    const earlier = own.get(entry.key)
    if (earlier !== undefined) problems.push(duplicate(entry, earlier))
    own.set(entry.key, entry)
  }
  const merged = new Map<string, Entry>()
  for (const entry of entries.filter(isMerge))
    for (const [key, value] of sourcesOf(entry, problems)) if (!merged.has(key)) merged.set(key, value)
  for (const key of own.keys()) merged.delete(key)
  return [...merged.values(), ...own.values()]
}

function isMerge(entry: Entry): boolean {
  return entry.key === '<<' && entry.keyType === 'text'
}

/** Of several maps to merge, the first that has a key decides. */
function sourcesOf(entry: Entry, problems: Problem[]): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>()
  const sources: readonly Tree[] = entry.value.kind === 'list' ? entry.value.items : [entry.value]
  for (const source of sources) {
    if (source.kind !== 'map') {
      problems.push({
        severity: 'error',
        code: 'config/bad-merge',
        message: '<< takes a map or a list of maps',
        place: source.place,
      })
      continue
    }
    for (const inner of source.entries) if (!found.has(inner.key)) found.set(inner.key, inner)
  }
  return found
}

/** A warning here; generation 2.0 makes it an error. */
function duplicate(entry: Entry, earlier: Entry): Problem {
  return {
    severity: 'warning',
    code: 'config/duplicate-key',
    message: `the key "${entry.key.slice(0, 80)}" stands twice (first in line ${earlier.place.line}); the last one counts`,
    hint: 'Remove one of them.',
    place: entry.place,
  }
}
