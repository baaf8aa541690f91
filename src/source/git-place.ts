import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { ProblemError } from '../model/problem.ts'
import { git } from './git.ts'

/** Where in a checkout a folder is, and what is checked out. */
export interface GitPlace {
  /** Top folder of the checkout. */
  readonly root: string
  /** The folder asked about, within the top folder; empty for the top itself. */
  readonly folder: string
  readonly commit: string
  /** Absent when HEAD is detached. */
  readonly branch?: string
}

/**
 * The place of a folder; undefined outside of a checkout, and before the first commit. A checkout that git refuses to
 * read is not "no repository": its loose files would be sent in place of the commit.
 */
export async function gitPlace(folder: string): Promise<GitPlace | undefined> {
  const words = ['rev-parse', '--show-toplevel', '--show-prefix', 'HEAD^{commit}', '--symbolic-full-name', 'HEAD']
  const result = await git(folder, words).catch((error: unknown) => {
    if (isInRepository(folder)) throw error
  })
  if (result === undefined) return undefined
  if (result.code === 0) return placeIn(result.stdout.toString('utf8'))
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

function placeIn(told: string): GitPlace {
  const [root = '', prefix = '', commit = '', ref = ''] = told.split(/\r?\n/)
  const branch = /^refs\/heads\/(.+)/.exec(ref)?.[1]
  return { root, folder: prefix.replace(/\/$/, ''), commit, ...(branch === undefined ? {} : { branch }) }
}

/** Where git itself is missing, as in a bare container: files that were put there without it need none. */
function isInRepository(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true
    if (dirname(at) === at) return false
  }
}
