import { type CommitEntry, commitEntries } from './commit-entries.ts'
import { type GitFacts, gitFacts } from './git-facts.ts'
import { type ObjectReader, objectReader } from './object-reader.ts'

/** What git was asked, whose answers come while other work is done. */
export interface AskedGit {
  readonly facts: Promise<GitFacts | undefined>
  /** What the commit tracks; undefined where the files are taken as they lie there. */
  readonly entries: Promise<readonly CommitEntry[] | undefined>
  /** Reads what the tracked files hold. */
  readonly objects: ObjectReader
}

/** Asks git about a folder at once: its processes need no time of this one. Whoever asks closes the reader of objects. */
export function askGit(
  folder: string,
  worktree: boolean,
  env?: Readonly<Record<string, string | undefined>>,
): AskedGit {
  const objects = objectReader(folder)
  const facts = gitFacts(folder, objects, env)
  const entries = facts.then((known) =>
    known === undefined || worktree ? undefined : commitEntries(objects, known.commit),
  )
  // Whoever waits for them is told; until then, or when nobody does, a failure is no accident.
  for (const asked of [facts, entries]) asked.catch(() => undefined)
  return { facts, entries, objects }
}
