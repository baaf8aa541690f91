import { lstatSync, mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

/**
 * Lets Node keep what it compiled for the next start of the command line, which saves a fifth of the time. A machine of
 * a CI system starts anew each time, so there it would only cost. `NODE_DISABLE_COMPILE_CACHE` turns it off.
 */
export function keepCompiledCode(env: Env): void {
  if ([env['CI'], env['NODE_COMPILE_CACHE'], env['NODE_DISABLE_COMPILE_CACHE']].some((set) => (set ?? '') !== ''))
    return
  const folder = ownFolder(tmpdir())
  if (folder !== undefined) enableCompileCache(folder)
}

/** A folder that only this user can write: code that somebody else put there would run in our name. */
export function ownFolder(temp: string): string | undefined {
  const user = process.getuid?.()
  const folder = join(temp, `bodywork-code-${user ?? 'own'}`)
  try {
    mkdirSync(folder, { mode: 0o700, recursive: true })
    const found = lstatSync(folder)
    const isOwn = user === undefined || (found.uid === user && (found.mode & 0o022) === 0)
    return found.isDirectory() && isOwn ? folder : undefined
  } catch {
    return undefined
  }
}
