import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findExecutable } from './executable.ts'
import { PYTHON_FILES } from './python-files.ts'
import { PYTHON_HOOK } from './python-hook.ts'

/** What every container finds on its path besides the machine's programs. */
export interface Injected {
  /** Folder of `python` and `python3`. */
  readonly bin: string
  /** Folder for PYTHONPATH. */
  readonly python: string
  /** The interpreter behind them; undefined when the machine has none. */
  readonly interpreter: string | undefined
}

/** Writes the programs and modules that are put into containers. */
export function inject(root: string, path: string, given?: string): Injected {
  const bin = join(root, 'bin')
  const python = join(root, 'python')
  mkdirSync(bin, { recursive: true })
  mkdirSync(python, { recursive: true })
  writeFileSync(join(python, 'sitecustomize.py'), PYTHON_HOOK)
  writeFileSync(join(python, 'bodywork_files.py'), PYTHON_FILES)
  const interpreter = given ?? interpreterOn(path)
  if (interpreter !== undefined)
    for (const name of ['python', 'python3']) {
      // A script and not a link: an interpreter finds its library, or its virtual environment, from where it lies.
      writeFileSync(join(bin, name), `#!/bin/sh\nexec '${interpreter.replaceAll("'", "'\\''")}' "$@"\n`)
      chmodSync(join(bin, name), 0o755)
    }
  return { bin, python, interpreter }
}

/** The first Python on the path itself: version managers put a slow script in front, which needs their environment. */
export function interpreterOn(path: string): string | undefined {
  const found = findExecutable('python3', path, '/') ?? findExecutable('python', path, '/')
  if (found === undefined) return undefined
  try {
    const own = execFileSync(found, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim()
    return own === '' ? found : own
  } catch {
    return found
  }
}
