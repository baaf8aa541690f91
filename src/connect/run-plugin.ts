import { spawn } from 'node:child_process'
import type { RunPlugin } from './exec-plugin.ts'

type Ending = Awaited<ReturnType<RunPlugin>>
type Env = Readonly<Record<string, string>>

/** Runs credential programs without a shell and with nothing on their input; what they print is not shown. */
export function pluginRunner(base: Readonly<Record<string, string | undefined>>): RunPlugin {
  const run = process.platform === 'win32' ? runOnWindows : runWithoutInput
  return (command, args, env) => run(command, args, { ...given(base), ...env })
}

/** An input that is closed from the start: one that is written to breaks when the program ends before. */
function runWithoutInput(command: string, args: readonly string[], env: Env): Promise<Ending> {
  const { promise, resolve, reject } = Promise.withResolvers<Ending>()
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  child.on('error', (error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? resolve({ kind: 'missing' }) : reject(error),
  )
  child.on('close', (exit) => resolve({ kind: 'ended', exitCode: exit ?? 1, stdout: textOf(out), stderr: textOf(err) }))
  return promise
}

/** Programs there may be scripts of the command interpreter, which need its way of quoting. */
async function runOnWindows(command: string, args: readonly string[], env: Env): Promise<Ending> {
  const { getExecOutput } = await import('@actions/exec')
  const options = { env: { ...env }, silent: true, ignoreReturnCode: true, input: Buffer.alloc(0) }
  try {
    // The first word is split at spaces otherwise.
    const { exitCode, stdout, stderr } = await getExecOutput(`"${command}"`, [...args], options)
    return { kind: 'ended', exitCode, stdout, stderr }
  } catch (error) {
    if (error instanceof Error && /unable to locate executable|ENOENT/i.test(error.message)) return { kind: 'missing' }
    throw error
  }
}

function textOf(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8')
}

function given(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  )
}
