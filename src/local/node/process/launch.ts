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
  /** Told once, when it and all it started have ended. */
  readonly onEnd: (exitCode: number) => void
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
  const [command = '', ...args] = program.argv
  const env = { ...program.env, [NODE_MARK]: program.root, [CONTAINER_MARK]: program.id }
  const options = { cwd: program.cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] as const }
  const child =
    setpriv === undefined
      ? spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
      : spawn(setpriv, ['--pdeathsig', 'KILL', '--', command, ...args], {
          ...options,
          stdio: ['ignore', 'pipe', 'pipe'],
        })
  const { pid } = child
  if (pid === undefined) {
    child.once('error', () => program.onEnd(128))
    return { pid: 0, terminate: () => {}, kill: () => {} }
  }
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
