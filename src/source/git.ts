import { spawn } from 'node:child_process'
import { ProblemError } from '../model/problem.ts'

/** How a git command ended. */
export interface GitResult {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

/** Runs git in a folder; arguments are passed as they are, never through a shell, and it never asks anybody anything. */
export async function git(
  folder: string,
  args: readonly string[],
  input?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<GitResult> {
  const env = { ...process.env, ...more, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }
  // A pipe that nothing goes through costs as much as one that is used.
  const stdin = input === undefined ? 'ignore' : 'pipe'
  const child = spawn('git', ['-C', folder, ...args], { env, stdio: [stdin, 'pipe', 'pipe'], windowsHide: true })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  // A git that ends early closes its input; that its exit code says it is enough.
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(input)
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', (cause) => reject(cannotRun(cause)))
    child.on('close', (exit) => resolve(exit ?? 1))
  })
  return { code, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8') }
}

/** Output of a git command that has to succeed. */
export async function gitOutput(
  folder: string,
  args: readonly string[],
  input?: string,
  more?: Readonly<Record<string, string>>,
): Promise<Buffer> {
  const result = await git(folder, args, input, more)
  if (result.code === 0) return result.stdout
  const why = result.stderr.trim().split('\n').at(-1) ?? ''
  throw new ProblemError('user', [
    { severity: 'error', code: 'source/git', message: `git ${args[0]} failed in ${folder}: ${why}` },
  ])
}

function cannotRun(cause: Error): ProblemError {
  const problem = {
    severity: 'error' as const,
    code: 'source/no-git',
    message: 'git cannot be run',
    hint: 'Install git.',
  }
  return new ProblemError('user', [problem], { cause })
}
