import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type Finished, kubeconfig, type Project } from './cluster.ts'

/** A command at work, and what it has said so far. */
export interface Running {
  readonly child: ChildProcess
  readonly done: Promise<Finished>
  /** Resolves once standard output or standard error contains that. */
  said(pattern: RegExp): Promise<void>
}

const program = process.env['BODYWORK_TEST_PROGRAM'] ?? join(process.cwd(), 'dist/index.js')

/** Starts the program in a project's folder without waiting for its end. */
export function started(
  { folder }: Project,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(process.execPath, [program, ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: kubeconfig, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = { stdout: '', stderr: '' }
  const waiting = new Set<() => void>()
  const hear = (stream: 'stdout' | 'stderr') => (chunk: Buffer) => {
    text[stream] += chunk.toString()
    for (const look of waiting) look()
  }
  child.stdout.on('data', hear('stdout'))
  child.stderr.on('data', hear('stderr'))
  const done = new Promise<Finished>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, ...text }))
  })
  return {
    child,
    done,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!pattern.test(text.stdout) && !pattern.test(text.stderr)) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
        done.then(() => reject(new Error(`ended without saying ${pattern}: ${text.stdout}${text.stderr}`)), reject)
      }),
  }
}

/** Runs the program to its end without holding up others. */
export function run(project: Project, ...words: readonly string[]): Promise<Finished> {
  return started(project, words).done
}

/** One event of `--format json`. */
export type Told = Readonly<Record<string, unknown>> & { readonly type: string; readonly at: number }

/** The events of `--format json`. */
export function eventsIn(stdout: string): readonly Told[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Told => JSON.parse(line))
}
