import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type OwnConfig, ownConfig } from './own-config.ts'

/** A repository whose files can be read without git. */
export interface PlainRepository {
  /** Top folder of the checkout. */
  readonly root: string
  /** The folder asked about, within the top folder; empty for the top itself. */
  readonly folder: string
  /** Where git keeps its own files. */
  readonly store: string
  readonly config: OwnConfig
}

type Environment = Readonly<Record<string, string | undefined>>

/** Variables of git that change nothing about what a repository is; any other one is git's to understand. */
const harmless =
  /^GIT_(TERMINAL_PROMPT|OPTIONAL_LOCKS|ASKPASS|SSH|SSH_COMMAND|SSH_VARIANT|EDITOR|SEQUENCE_EDITOR|PAGER|(AUTHOR|COMMITTER)_\w+|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)|LFS_SKIP_SMUDGE|SSL_\w+|HTTP_\w+|PROXY_\w+|TRACE\w*)$/

/**
 * The repository that a folder is in, when it is one of the usual kind: a `.git` folder of this user in a checkout of
 * this user, with nothing that lets objects or references lie elsewhere. Undefined says that git has to be asked, not
 * that there is none.
 */
export function plainRepository(folder: string, env: Environment): PlainRepository | undefined {
  const isUnusual = Object.keys(env).some((name) => name.startsWith('GIT_') && !harmless.test(name))
  if (isUnusual || process.platform === 'win32') return undefined
  try {
    const start = realpathSync(folder)
    const root = topOf(start)
    if (root === undefined || !isOurs(start, root)) return undefined
    const store = join(root, '.git')
    if (elsewhere.some((path) => existsSync(join(store, path)))) return undefined
    const config = ownConfig(readFileSync(join(store, 'config'), 'utf8'))
    return config && { root, folder: relative(root, start), store, config }
  } catch {
    return undefined
  }
}

/** With one of these, objects or references are not what the plain files say. */
const elsewhere: readonly string[] = [
  'commondir',
  'refs/replace',
  'info/grafts',
  'objects/info/alternates',
  'objects/info/http-alternates',
  'config.worktree',
  'reftable',
]

/** The nearest folder with a `.git`; undefined when another comes first that may be a repository of its own. */
function topOf(start: string): string | undefined {
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (existsSync(join(at, 'HEAD')) || dirname(at) === at) return undefined
  }
}

/** Git reads no repository of somebody else, and looks for none on another file system. */
function isOurs(start: string, root: string): boolean {
  const user = process.geteuid?.()
  const [from, top, store] = [lstatSync(start), lstatSync(root), lstatSync(join(root, '.git'))]
  return store.isDirectory() && top.uid === user && store.uid === user && from.dev === top.dev && store.dev === top.dev
}
