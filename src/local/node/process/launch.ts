import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { processesWith, signalTo } from './process-table.ts'
import { CONTAINER_MARK, NODE_MARK, recordProcess } from './strays.ts'

/** A program to start as a container. */
export interface Program {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** The node's folder, where it is noted. */
  readonly root: string
  readonly id: string
  readonly onOutput: (stream: 'stdout' | 'stderr', bytes: Buffer) => void
  /** Told once, when it and all it started have ended, or why the system did not start it. */
  readonly onEnd: (exitCode: number, startError?: string) => void
}

/** A container's processes. */
export interface Running {
  readonly pid: number
  /** Asks every process of the group to end. */
  terminate(): void
  /** Ends them. */
  kill(): void
}

const OUTPUT_LAG_MS = 500

/** Starts the program in a process group of its own; where the system can, it dies with this process. */
export function launch(program: Program, setpriv: string | undefined): Running {
  const child = begun(program, setpriv)
  if (child instanceof Error || child.pid === undefined) {
    if (child instanceof Error) queueMicrotask(() => program.onEnd(128, child.message))
    else child.once('error', (error) => program.onEnd(128, error.message))
    return { pid: 0, terminate: () => {}, kill: () => {} }
  }
  const { pid } = child
  const forget = recordProcess(program.root, pid)
  child.on('error', () => {})
  child.stdout.on('data', (bytes: Buffer) => program.onOutput('stdout', bytes))
  child.stderr.on('data', (bytes: Buffer) => program.onOutput('stderr', bytes))
  whenOver(child, pid, program, forget)
  const kill = () => {
    signalTo(-pid, 'SIGKILL')
    for (const one of processesWith(`${CONTAINER_MARK}=${program.id}`)) signalTo(one, 'SIGKILL')
  }
  return { pid, terminate: () => signalTo(-pid, 'SIGTERM'), kill }
}

// Some refusals of the system are thrown, such as that of an environment that is too large.
function begun({ argv, cwd, env, root, id }: Program, setpriv: string | undefined) {
  const [command = '', ...args] = argv
  const marked = { ...env, [NODE_MARK]: root, [CONTAINER_MARK]: id }
  const words = setpriv === undefined ? [command, ...args] : [setpriv, '--pdeathsig', 'KILL', '--', command, ...args]
  try {
    return spawn(words[0] ?? '', words.slice(1), {
      cwd,
      env: marked,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

// As in a container, nothing outlives the first process; what is still in the pipes then belongs to the log.
function whenOver(child: ChildProcess, pid: number, program: Program, forget: () => void): void {
  let lag: NodeJS.Timeout | undefined
  child.once('exit', () => {
    signalTo(-pid, 'SIGKILL')
    for (const one of processesWith(`${CONTAINER_MARK}=${program.id}`)) signalTo(one, 'SIGKILL')
    lag = setTimeout(() => {
      child.stdout?.destroy()
      child.stderr?.destroy()
    }, OUTPUT_LAG_MS)
  })
  child.once('close', (code, signal) => {
    clearTimeout(lag)
    forget()
    program.onEnd(code ?? 128 + (signal === null ? 0 : constants.signals[signal]))
  })
}
