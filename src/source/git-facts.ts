import { git } from './git.ts'
import { type GitPlace, gitPlace } from './git-place.ts'
import type { ObjectReader } from './object-reader.ts'

/** What git knows about a checkout. */
export interface GitFacts extends GitPlace {
  /** Time of the commit, in ISO form and UTC. */
  readonly committedAt: string
  /** Absent when HEAD is detached and the environment does not tell. */
  readonly branch?: string
  /** Address of the remote, without credentials. */
  readonly repository?: string
  /** Tracked files differ from the commit. */
  readonly isDirty: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** Facts about the checkout that a folder is in; undefined outside of one, and before the first commit. */
export async function gitFacts(
  folder: string,
  objects: ObjectReader,
  env: Environment = {},
): Promise<GitFacts | undefined> {
  // A process costs more than what it tells: each of these tells all it can, and all of them start at once.
  const asked = gitPlace(folder)
  const [changes, remote] = [
    lineOf(folder, ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=none']),
    remoteOf(folder),
  ]
  for (const early of [changes, remote]) early.catch(() => undefined)
  const place = await asked
  if (place === undefined) return undefined
  const [[changed = '', url], committedAt] = await Promise.all([
    Promise.all([changes, remote]),
    timeOf(objects, place.commit),
  ])
  const branch = place.branch ?? branchOf(env)
  return {
    ...place,
    committedAt,
    ...(branch === undefined ? {} : { branch }),
    ...(url === undefined ? {} : { repository: withoutCredentials(url) }),
    isDirty: changed !== '',
  }
}

/** When a commit was made. */
async function timeOf(objects: ObjectReader, commit: string): Promise<string> {
  const [object] = (await objects.read([commit])) ?? []
  const seconds = /^committer .*> (\d+) [-+]\d+$/m.exec(object?.content.toString('latin1') ?? '')?.[1] ?? '0'
  return new Date(Number(seconds) * 1000).toISOString()
}

/** The address without a user's name and password; `git@host:path` keeps its user, which is part of the address. */
export function withoutCredentials(url: string): string {
  if (!URL.canParse(url) || !/^https?:/i.test(url)) return url
  const parsed = new URL(url)
  parsed.username = ''
  parsed.password = ''
  parsed.search = ''
  parsed.hash = ''
  return parsed.toString()
}

/** CI systems check out a commit, not a branch, and tell the branch in the environment. */
function branchOf(env: Environment): string | undefined {
  const names = [env['GITHUB_HEAD_REF'], branchRef(env), env['CIRCLE_BRANCH'], env['CI_COMMIT_BRANCH']]
  return names.find((name) => name !== undefined && name !== '')
}

function branchRef(env: Environment): string | undefined {
  return env['GITHUB_REF_TYPE'] === 'branch' ? env['GITHUB_REF_NAME'] : undefined
}

async function remoteOf(folder: string): Promise<string | undefined> {
  const found = await lineOf(folder, ['config', '--get-regexp', '^remote\\..*\\.url$'])
  const remotes = (found ?? '').split('\n').filter((line) => line !== '')
  const chosen = remotes.find((line) => line.startsWith('remote.origin.url ')) ?? remotes[0]
  return chosen?.slice(chosen.indexOf(' ') + 1)
}

async function lineOf(folder: string, args: readonly string[]): Promise<string | undefined> {
  const result = await git(folder, args)
  return result.code === 0 ? result.stdout.toString('utf8').replace(/\r?\n$/, '') : undefined
}
