import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { CommitEntry } from '../commit-entries.ts'
import type { GitPlace } from '../git-place.ts'
import type { ObjectReader } from '../object-reader.ts'
import { headOf } from './head.ts'
import { indexEntries } from './index-file.ts'
import { plainRepository } from './plain-repository.ts'
import { repositoryReader } from './repository-reader.ts'
import { type Index, isUnchanged } from './unchanged.ts'

/** A repository that is read here, without a process of git. */
export interface NearGit {
  readonly place: GitPlace
  /** Address of the remote, as it is configured. */
  readonly remote?: string
  readonly objects: ObjectReader
  /** True when no tracked file differs from these entries of the commit; false when git has to look. */
  readonly isUnchanged: (commit: readonly CommitEntry[]) => boolean
}

/** Reads the repository that a folder is in; undefined when git has to be asked. `git` reads objects that are not found. */
export function nearGit(
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
  git: ObjectReader,
): NearGit | undefined {
  try {
    const repository = plainRepository(folder, env)
    if (repository === undefined) return undefined
    const { root, store, config } = repository
    const head = headOf(store)
    if (head === undefined) return undefined
    const index = indexOf(store)
    return {
      place: {
        root,
        folder: repository.folder,
        commit: head.id,
        ...(head.branch === undefined ? {} : { branch: head.branch }),
      },
      ...config,
      objects: repositoryReader(repository, index?.entries ?? [], git),
      isUnchanged: (commit) => index !== undefined && isUnchangedIn(root, index, commit),
    }
  } catch {
    return undefined
  }
}

function indexOf(store: string): Index | undefined {
  const path = join(store, 'index')
  try {
    const writtenAt = statSync(path, { bigint: true }).mtimeNs
    const entries = indexEntries(readFileSync(path))
    return entries && { entries, writtenAt }
  } catch {
    return undefined
  }
}

function isUnchangedIn(root: string, index: Index, commit: readonly CommitEntry[]): boolean {
  try {
    return isUnchanged(root, index, commit)
  } catch {
    return false
  }
}
