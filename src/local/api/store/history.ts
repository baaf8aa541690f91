import type { Change } from './change.ts'

/** The newest changes, for watches that start in the past and for lists that go on. */
export interface History {
  add(change: Change): void
  /** Changes after that version, or undefined when some of them are no longer kept. */
  since(version: number): readonly Change[] | undefined
  /** Forgets everything up to the newest change. */
  compact(): void
  /** The oldest version a watch may start from. */
  oldest(): number
}

/** A history of bounded length. */
export function createHistory(limit: number, firstVersion: number): History {
  let changes: Change[] = []
  let oldest = firstVersion
  return {
    oldest: () => oldest,
    add(change) {
      changes.push(change)
      // Cut in bulk: shifting at every write would copy the whole list each time.
      if (changes.length > limit * 2) forget(changes.length - limit)
    },
    since(version) {
      if (version < oldest) return undefined
      let from = changes.length
      while (from > 0 && (changes[from - 1]?.version ?? 0) > version) from--
      return changes.slice(from)
    },
    compact: () => forget(changes.length),
  }

  function forget(count: number): void {
    oldest = changes[count - 1]?.version ?? oldest
    changes = changes.slice(count)
  }
}
