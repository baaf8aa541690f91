import { readdirSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Looker } from '../config/check-files.ts'
import type { FileRead, ReadFile } from '../config/file-text.ts'

/** Reads configuration files of this machine, named from `cwd`: at once, as waiting for a small file takes longer than it. */
export function fileReader(cwd: string): ReadFile {
  return async (path) => {
    try {
      return { kind: 'content', bytes: readFileSync(resolve(cwd, path)) }
    } catch (error) {
      return refusal(error)
    }
  }
}

/** Tells what stands at a path of this machine, named from `cwd`. */
export function fileLooker(cwd: string): Looker {
  const look = async (path: string) => {
    try {
      return statSync(resolve(cwd, path)).isDirectory() ? ('directory' as const) : ('file' as const)
    } catch {
      return 'missing' as const
    }
  }
  const list = async (folder: string): Promise<readonly string[]> => {
    try {
      return readdirSync(resolve(cwd, folder))
    } catch {
      return []
    }
  }
  return Object.assign(look, { list })
}

/** The configuration of a folder when none was named: `bodywork.yaml`, else `bodywork.yml`, else `bodywork.ini`. */
export async function defaultConfigFile(cwd: string): Promise<string> {
  const look = fileLooker(cwd)
  for (const name of ['bodywork.yaml', 'bodywork.yml', 'bodywork.ini']) if ((await look(name)) === 'file') return name
  return 'bodywork.yaml'
}

/** A folder stands for the configuration in it. */
export async function configFile(named: string | undefined, cwd: string): Promise<string> {
  if (named === undefined) return defaultConfigFile(cwd)
  if ((await fileLooker(cwd)(named)) !== 'directory') return named
  const inside = await defaultConfigFile(resolve(cwd, named))
  const found = `${named.replace(/\/+$/, '')}/${inside}`
  return (await fileLooker(cwd)(found)) === 'file' ? found : named
}

function refusal(error: unknown): FileRead {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' }
  if (code === 'EISDIR') return { kind: 'directory' }
  return { kind: 'unreadable', reason: code === 'EACCES' ? 'permission denied' : code || String(error) }
}
