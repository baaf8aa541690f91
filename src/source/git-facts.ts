import { ProblemError } from '../model/problem.ts'
import { git } from './git.ts'

/** What git knows about a checkout. */
export interface GitFacts {
  /** Top folder of the checkout. */
  readonly root: string
  /** The folder asked about, within the top folder; empty for the top itself. */
  readonly folder: string
  readonly commit: string
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
export async function gitFacts(folder: string, env: Environment = {}): Promise<GitFacts | undefined> {
  const root = await rootOf(folder)
  if (root === undefined) return undefined
  const commit = await lineOf(folder, ['rev-parse', '--verify', '-q', 'HEAD^{commit}'])
  if (commit === undefined) return undefined
  const [prefix, seconds, branch, remote, changes] = await Promise.all([
    lineOf(folder, ['rev-parse', '--show-prefix']),
    lineOf(folder, ['show', '-s', '--format=%ct', commit]),
    lineOf(folder, ['symbolic-ref', '-q', '--short', 'HEAD']),
    remoteOf(folder),
    lineOf(folder, ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=none']),
  ])
  const named = branch ?? branchOf(env)
  return {
    root,
    folder: (prefix ?? '').replace(/\/$/, ''),
    commit,
    committedAt: new Date(Number(seconds ?? 0) * 1000).toISOString(),
    ...(named === undefined ? {} : { branch: named }),
    ...(remote === undefined ? {} : { repository: withoutCredentials(remote) }),
    isDirty: changes !== undefined && changes !== '',
  }
}

/** A checkout that git refuses to read is not "no repository": its loose files would be sent in place of the commit. */
async function rootOf(folder: string): Promise<string | undefined> {
  const result = await git(folder, ['rev-parse', '--show-toplevel'])
  if (result.code === 0) return result.stdout.toString('utf8').replace(/\r?\n$/, '')
  if (!result.stderr.includes('dubious ownership')) return undefined
  throw new ProblemError('user', [
    {
      severity: 'error',
      code: 'source/foreign-owner',
      message: `git refuses to read ${folder}, because it belongs to another user`,
      hint: `If you trust it: git config --global --add safe.directory ${folder}`,
    },
  ])
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
  const origin = await lineOf(folder, ['config', '--get', 'remote.origin.url'])
  if (origin !== undefined) return origin
  const first = (await lineOf(folder, ['remote']))?.split('\n')[0]
  return first === undefined || first === '' ? undefined : lineOf(folder, ['config', '--get', `remote.${first}.url`])
}

async function lineOf(folder: string, args: readonly string[]): Promise<string | undefined> {
  const result = await git(folder, args)
  return result.code === 0 ? result.stdout.toString('utf8').replace(/\r?\n$/, '') : undefined
}
