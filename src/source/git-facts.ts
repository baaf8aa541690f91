import type { GitAnswers } from './git-answers.ts'
import type { GitPlace } from './git-place.ts'
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

/** Facts about a checkout, from what is known of it and what the environment tells. */
export async function gitFacts(
  { place, remote, isDirty }: GitAnswers,
  objects: ObjectReader,
  env: Environment = {},
): Promise<GitFacts> {
  const branch = place.branch ?? branchOf(env)
  return {
    ...place,
    committedAt: await timeOf(objects, place.commit),
    ...(branch === undefined ? {} : { branch }),
    ...(remote === undefined ? {} : { repository: withoutCredentials(remote) }),
    isDirty,
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
