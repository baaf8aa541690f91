import { git } from './git.ts'
import { type GitPlace, gitPlace } from './git-place.ts'

/** What is known of a checkout: where it is, and what is not in its commit. */
export interface GitAnswers {
  readonly place: GitPlace
  /** Address of the remote, as it is configured. */
  readonly remote?: string
  /** Tracked files differ from the commit. */
  readonly isDirty: boolean
}

/** What git says of the checkout that a folder is in; undefined outside of one, and before the first commit. */
export async function gitAnswers(folder: string): Promise<GitAnswers | undefined> {
  // A process costs more than what it tells: each of these tells all it can, and all of them start at once.
  const [asked, changes, address] = [gitPlace(folder), isChanged(folder), remoteOf(folder)]
  for (const early of [changes, address]) early.catch(() => undefined)
  const place = await asked
  if (place === undefined) return undefined
  const [isDirty, remote] = await Promise.all([changes, address])
  return { place, isDirty, ...(remote === undefined ? {} : { remote }) }
}

/** Whether tracked files differ from the commit. */
export async function isChanged(folder: string): Promise<boolean> {
  const told = await lineOf(folder, ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=none'])
  return (told ?? '') !== ''
}

/** Remotes in the settings of the user or the machine are not those of this repository. */
async function remoteOf(folder: string): Promise<string | undefined> {
  const found = await lineOf(folder, ['config', '--local', '--get-regexp', '^remote\\..*\\.url$'])
  const remotes = (found ?? '').split('\n').filter((line) => line !== '')
  const chosen = remotes.find((line) => line.startsWith('remote.origin.url ')) ?? remotes[0]
  return chosen?.slice(chosen.indexOf(' ') + 1)
}

async function lineOf(folder: string, args: readonly string[]): Promise<string | undefined> {
  const result = await git(folder, args)
  return result.code === 0 ? result.stdout.toString('utf8').replace(/\r?\n$/, '') : undefined
}
