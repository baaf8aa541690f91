import { spawn } from 'node:child_process'
import { ProblemError } from '../model/problem.ts'

/** How a git command ended. */
export interface GitResult {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

/** Runs git in a folder; arguments are passed as they are, never through a shell, and it never asks anybody anything. */
export function git(
  folder: string,
  args: readonly string[],
  input?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<GitResult> {
  const started = startGit(folder, args, { takesInput: input !== undefined, more })
  if (input !== undefined) started.tell(input)
  started.finish()
  return started.ended
}

/** A git that runs, and can be told more. */
export interface StartedGit {
  readonly tell: (input: string) => void
  /** There is no more input. */
  readonly finish: () => void
  readonly stop: () => void
  readonly ended: Promise<GitResult>
}

/** How git is started. */
export interface GitOptions {
  readonly takesInput?: boolean
  /** Hears the output as it comes, in place of gathering it. */
  readonly onOutput?: (piece: Buffer) => void
  /** More variables of its environment. */
  readonly more?: Readonly<Record<string, string>>
}

/** Starts git in a folder, for an exchange with it. */
export function startGit(
  folder: string,
  args: readonly string[],
  { takesInput = false, onOutput, more = {} }: GitOptions = {},
): StartedGit {
  const env = { ...process.env, ...more, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }
  // A pipe that nothing goes through costs as much as one that is used.
  const stdin = takesInput ? 'pipe' : 'ignore'
  const child = spawn('git', ['-C', folder, ...args], { env, stdio: [stdin, 'pipe', 'pipe'], windowsHide: true })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout?.on('data', onOutput ?? ((chunk: Buffer) => out.push(chunk)))
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
  // A git that ends early closes its input; that its exit code says it is enough.
  child.stdin?.on('error', () => undefined)
  const ended = new Promise<GitResult>((resolve, reject) => {
    child.on('error', (cause) => reject(cannotRun(cause)))
    child.on('close', (exit) =>
      resolve({ code: exit ?? 1, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8') }),
    )
  })
  // Whoever waits for it is told; until then, or when nobody does, a failure is no accident.
  ended.catch(() => undefined)
  return {
    tell: (input) => void child.stdin?.write(input),
    finish: () => void child.stdin?.end(),
    stop: () => void child.kill(),
    ended,
  }
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
  throw failureOf(result, folder, args)
}

/** The error of a git command that had to succeed. */
export function failureOf({ stderr }: GitResult, folder: string, args: readonly string[]): ProblemError {
  const why = stderr.trim().split('\n').at(-1) ?? ''
  return new ProblemError('user', [
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
