import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import type { CommandOptions, ContainerCommand } from '../../contract.ts'
import type { ContainerProgram } from './container-program.ts'
import type { Machine } from './machine.ts'
import { signalTo } from './process-table.ts'
import { CONTAINER_MARK, NODE_MARK } from './strays.ts'

/** A container that runs: its world, and the mark of its processes. */
export interface Joined {
  readonly program: ContainerProgram
  readonly id: string
}

/** `kubectl cp` takes no file whose name is not the one it asked for: those of mounts are packed from the folder they are links in. */
function copyWords({ root, words }: ContainerProgram, command: readonly string[]): readonly string[] | undefined {
  const [tool, how, to, path = '', ...rest] = command
  const isCopy = tool === 'tar' && how === 'cf' && to === '-' && path.startsWith('/') && rest.length === 0
  return isCopy && words([path])[0] !== path ? ['tar', 'chf', '-', '-C', root, path.slice(1)] : undefined
}

// Runs the rest of its words on a terminal of their own.
const ON_TERMINAL = `import os, pty, sys
status = pty.spawn(sys.argv[1:])
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))`

/** Starts a program beside the one of a container; it ends with the container at the latest. */
export function startCommand(
  machine: Pick<Machine, 'root' | 'injected'>,
  { program, id }: Joined,
  options: Omit<CommandOptions, 'container'>,
): ContainerCommand {
  const words = program.resolve(copyWords(program, options.command) ?? program.words(options.command))
  if (words === undefined) throw new Error(`exec: "${options.command[0]}": executable file not found in $PATH`)
  const { interpreter } = machine.injected()
  const isOnTerminal = options.isTerminal && interpreter !== undefined
  const [command = '', ...args] = isOnTerminal ? [interpreter, '-IS', '-c', ON_TERMINAL, ...words] : words
  const terminal = isOnTerminal ? { TERM: 'xterm' } : {}
  const env = { ...terminal, ...program.env, [NODE_MARK]: machine.root, [CONTAINER_MARK]: id }
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(command, args, {
    cwd: program.cwd,
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => {})
  if (!options.hasInput) child.stdin.end()
  child.stdout.on('data', (bytes: Buffer) => options.onOutput('stdout', bytes))
  child.stderr.on('data', (bytes: Buffer) => options.onOutput('stderr', bytes))
  return {
    write: (input) => void child.stdin.write(input),
    end: () => void child.stdin.end(),
    kill: () => {
      if (child.pid !== undefined && child.exitCode === null) signalTo(-child.pid, 'SIGKILL')
    },
    pause: (isPaused) => {
      for (const stream of [child.stdout, child.stderr]) isPaused ? stream.pause() : stream.resume()
    },
    ended: new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
    }),
  }
}
