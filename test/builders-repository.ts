import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A file's text, or what else lies at a path. */
export type Content = string | Buffer | { readonly link: string } | { readonly script: string }

/** A folder with these files, in a place of its own. */
export function aFolder(files: Readonly<Record<string, Content>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'source-')))
  write(root, files)
  return root
}

/** Writes files into a folder. */
export function write(root: string, files: Readonly<Record<string, Content>>): void {
  for (const [path, content] of Object.entries(files)) {
    const at = join(root, path)
    mkdirSync(dirname(at), { recursive: true })
    if (typeof content === 'string' || Buffer.isBuffer(content)) writeFileSync(at, content)
    else if ('link' in content) symlinkSync(content.link, at)
    else {
      writeFileSync(at, content.script)
      chmodSync(at, 0o755)
    }
  }
}

/** Runs git in a folder with a fixed author and time, untouched by the settings of whoever runs the tests. */
export function gitIn(root: string, ...args: readonly string[]): string {
  const identity = { NAME: 'A', EMAIL: 'a@example.org', DATE: '2026-01-02T03:04:05Z' }
  const env = Object.entries(identity).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ])
  return execFileSync('git', ['-C', root, ...args], {
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', ...Object.fromEntries(env) },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}

/** A repository with one commit of these files on `main`. */
export function aRepository(files: Readonly<Record<string, Content>>): string {
  const root = aFolder(files)
  gitIn(root, 'init', '-q', '-b', 'main')
  gitIn(root, 'add', '-A')
  gitIn(root, 'commit', '-q', '-m', 'first')
  return root
}
