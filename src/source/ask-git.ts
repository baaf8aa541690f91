import { type CommitEntry, commitEntries } from './commit-entries.ts'
import { type GitFacts, gitFacts } from './git-facts.ts'
import { type LateReader, lateReader } from './late-reader.ts'
import type { ObjectReader } from './object-reader.ts'
import { type NearGit, nearGit } from './repository/near-git.ts'

/** What was asked about a folder, whose answers come while other work is done. */
export interface AskedGit {
  readonly facts: Promise<GitFacts | undefined>
  /** What the commit tracks; undefined where the files are taken as they lie there. */
  readonly entries: Promise<readonly CommitEntry[] | undefined>
  /** Reads what the tracked files hold. */
  readonly objects: ObjectReader
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Asks about a folder at once. A repository of the usual kind is read here, as a process of git costs more than what it
 * tells; every other one is git's. Whoever asks closes the reader of objects.
 */
export function askGit(folder: string, worktree: boolean, env?: Environment): AskedGit {
  const git = lateReader(folder)
  const near = worktree ? undefined : nearGit(folder, process.env, git)
  const asked = near === undefined ? askProcesses(folder, git, worktree, env) : askNear(folder, near, env)
  // Whoever waits for them is told; until then, or when nobody does, a failure is no accident.
  for (const answer of [asked.facts, asked.entries]) answer.catch(() => undefined)
  return asked
}

function askNear(folder: string, { place, remote, objects, isUnchanged }: NearGit, env?: Environment): AskedGit {
  const entries = commitEntries(objects, place.commit)
  const facts = async () => {
    const isDirty = !isUnchanged(await entries) && (await (await import('./git-answers.ts')).isChanged(folder))
    return gitFacts({ place, isDirty, ...(remote === undefined ? {} : { remote }) }, objects, env)
  }
  return { facts: facts(), entries, objects }
}

/** Its processes need no time of this one. */
function askProcesses(folder: string, git: LateReader, worktree: boolean, env?: Environment): AskedGit {
  git.start()
  const facts = async () => {
    const answers = await (await import('./git-answers.ts')).gitAnswers(folder)
    return answers && gitFacts(answers, git, env)
  }
  const known = facts()
  const entries = known.then((told) => (told === undefined || worktree ? undefined : commitEntries(git, told.commit)))
  return { facts: known, entries, objects: git }
}
