import { access } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
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
  const place = await placeOf(folder)
  if (place === undefined) return undefined
  const { root, prefix, commit } = place
  // A process costs more than what it tells: each of these tells all it can.
  const [history, remote, changes] = await Promise.all([
    lineOf(folder, ['log', '-1', '--format=%ct %D', '--decorate=full', '--no-show-signature', commit]),
    remoteOf(folder),
    lineOf(folder, ['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=none']),
  ])
  const [seconds = '0', ...refs] = (history ?? '').split(' ')
  const named = /^HEAD -> refs\/heads\/([^,]+)/.exec(refs.join(' '))?.[1] ?? branchOf(env)
  return {
    root,
    folder: prefix.replace(/\/$/, ''),
    commit,
    committedAt: new Date(Number(seconds) * 1000).toISOString(),
    ...(named === undefined ? {} : { branch: named }),
    ...(remote === undefined ? {} : { repository: withoutCredentials(remote) }),
    isDirty: changes !== undefined && changes !== '',
  }
}

/** A checkout that git refuses to read is not "no repository": its loose files would be sent in place of the commit. */
async function placeOf(
  folder: string,
): Promise<{ readonly root: string; readonly prefix: string; readonly commit: string } | undefined> {
  const words = ['rev-parse', '--show-toplevel', '--show-prefix', '--verify', 'HEAD^{commit}']
  const result = await git(folder, words).catch(async (error: unknown) => {
    if (await isInRepository(folder)) throw error
  })
  if (result === undefined) return undefined
  if (result.code === 0) {
    const [root = '', prefix = '', commit = ''] = result.stdout.toString('utf8').split(/\r?\n/)
    return { root, prefix, commit }
  }
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

/** Where git itself is missing, as in a bare container: files that were put there without it need none. */
async function isInRepository(folder: string): Promise<boolean> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = await access(join(at, '.git')).then(
      () => true,
      () => false,
    )
    if (found) return true
    if (dirname(at) === at) return false
  }
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
