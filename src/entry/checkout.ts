import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gitOutput } from '../source/git.ts'
import { type GitKeys, gitEnvironment } from './git-credentials.ts'

/** A folder with the pipeline, and how to get rid of it. */
export interface Checkout {
  readonly folder: string
  remove(): Promise<void>
}

/** True for what git clones: a URL, or the short form `user@host:path`. */
export function isGitUrl(text: string): boolean {
  return /^(https?|ssh|git|file):\/\//.test(text) || /^[\w.-]+@[\w.-]+:/.test(text)
}

/** Clones the newest commit of a branch; from then on that commit is what counts. */
export async function checkout(url: string, branch: string | undefined, keys: GitKeys = {}): Promise<Checkout> {
  const base = await mkdtemp(join(tmpdir(), 'bodywork-'))
  const folder = join(base, 'repository')
  const remove = () => rm(base, { recursive: true, force: true })
  try {
    const ofBranch = branch === undefined ? [] : ['--branch', branch]
    const env = await gitEnvironment(url, keys, base)
    await gitOutput(base, ['clone', '--quiet', '--depth', '1', ...ofBranch, '--', url, folder], undefined, env)
    return { folder, remove }
  } catch (error) {
    await remove()
    throw error
  }
}
