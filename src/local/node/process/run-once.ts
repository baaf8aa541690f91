import { spawn } from 'node:child_process'
import { signalTo } from './process-table.ts'

/** A short program: an exec probe or a hook. */
export interface ShortProgram {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

const OUTPUT_LIMIT = 10 * 1024

/** Runs a program to its end or its time limit. */
export function runOnce(program: ShortProgram): Promise<{ readonly code: number; readonly output: string }> {
  const [command = '', ...args] = program.argv
  return new Promise<{ readonly code: number; readonly output: string }>((resolve) => {
    const child = spawn(command, args, {
      cwd: program.cwd,
      env: { ...program.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const take = (bytes: Buffer) => {
      if (output.length < OUTPUT_LIMIT) output += bytes.toString()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    const end = (code: number, text: string) => {
      clearTimeout(timer)
      resolve({ code, output: text })
    }
    const timer = setTimeout(() => {
      if (child.pid !== undefined) signalTo(-child.pid, 'SIGKILL')
      end(124, `command timed out: ${program.argv.join(' ')} timed out after ${program.timeoutMs / 1000}s`)
    }, program.timeoutMs)
    child.once('error', (error) => end(127, error.message))
    child.once('exit', (code) => end(code ?? 137, output.trimEnd()))
  }).catch((error: unknown) => ({ code: 126, output: String(error) }))
}
