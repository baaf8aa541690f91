import { existsSync, lstatSync, mkdirSync } from 'node:fs'
import Module, { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { constants, Script } from 'node:vm'
import { crc32 } from 'node:zlib'
import { version } from '../model/version.ts'
import { type KeptCode, readKeptCode, writeKeptCode } from './kept-code.ts'
import { programFolder } from './program-folder.ts'

type Env = Readonly<Record<string, string | undefined>>

/**
 * Keeps what was compiled for the next start of the same command, which saves a fifth of its time. A machine of a CI
 * system starts anew each time, so there it would only cost. `NODE_DISABLE_COMPILE_CACHE` turns it off.
 */
export function keepCompiledCode(env: Env, command: string): void {
  if ([env['CI'], env['NODE_COMPILE_CACHE'], env['NODE_DISABLE_COMPILE_CACHE']].some((set) => (set ?? '') !== ''))
    return
  const folder = ownFolder(tmpdir())
  if (folder === undefined) return
  const what = [programFolder, version, process.version, process.arch, command].join('\0')
  keepCodeOf(programFolder, join(folder, `${crc32(what).toString(16).padStart(8, '0')}.code`))
}

type Compile = (this: NodeJS.Module, text: string, path: string, ...more: readonly unknown[]) => unknown

/**
 * Compiles the files of a program with what was kept of them, and keeps what is new when the process ends. That is done
 * here because Node's own cache holds only what is compiled while a file is loaded, and most functions run later.
 */
export function keepCodeOf(program: string, path: string): void {
  // The one place where Node lets code through that a file of CommonJS becomes.
  const modules: object & { _compile?: Compile } = Module.prototype
  const compile = modules._compile
  if (compile === undefined) return
  const kept = readKeptCode(path)
  const scripts = new Map<string, { readonly of: number; readonly script: Script }>()
  let isNew = false
  modules._compile = function (text, file, ...more) {
    if (dirname(file) !== program) return compile.call(this, text, file, ...more)
    const name = basename(file)
    const of = crc32(text)
    const known = kept.get(name)
    const cachedData = known?.of === of ? known.data : undefined
    const script = compiled(text, file, cachedData)
    isNew ||= cachedData === undefined || script.cachedDataRejected === true
    scripts.set(name, { of, script })
    const run: (...values: readonly unknown[]) => unknown = script.runInThisContext()
    return run.call(this.exports, this.exports, createRequire(file), this, file, program)
  }
  process.on('exit', (code) => {
    // Neither a mistyped command nor a mistake of ours is worth keeping.
    if (!isNew || code > 1) return
    const others = [...kept].filter(([name]) => !scripts.has(name) && existsSync(join(program, name)))
    const ours = [...scripts].map(([name, { of, script }]): [string, KeptCode] => [
      name,
      { of, data: script.createCachedData() },
    ])
    writeKeptCode(path, new Map([...others, ...ours]))
  })
}

const head = '(function (exports, require, module, __filename, __dirname) {'

function compiled(text: string, filename: string, cachedData: Buffer | undefined): Script {
  return new Script(`${head}${text}\n})`, {
    filename,
    columnOffset: -head.length,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  })
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
