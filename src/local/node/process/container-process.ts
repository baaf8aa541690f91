import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { at, numberAt, textAt } from '../../api/json.ts'
import { milliOf } from '../../controllers/quantity.ts'
import { newRun, type Run, type SimulatedContainer } from '../simulated/container-state.ts'
import { type PodContext, specOf } from '../simulated/pod-context.ts'
import type { ContainerProgram } from './container-program.ts'
import { launch } from './launch.ts'
import { logFile } from './log-file.ts'
import { type Machine, reachPod } from './machine.ts'
import type { PodFolder } from './pod-folder.ts'
import { type Checked, check, portNumber } from './probe-check.ts'
import { startProbes } from './prober.ts'
import { runOnce } from './run-once.ts'
import { terminationMessage } from './termination-message.ts'

/** A container that runs. */
export interface ContainerProcess {
  readonly run: Run
  /** Asks it to end, and kills it when the time is over. */
  end(graceMs: number): void
  kill(): void
  readonly ended: Promise<void>
}

/** What to start and whom to tell. */
export interface ContainerStart {
  readonly machine: Machine
  readonly context: PodContext
  readonly folder: PodFolder
  readonly container: SimulatedContainer
  readonly program: ContainerProgram
  readonly argv: readonly string[]
  /** A probe or hook has given it up. */
  readonly onGivenUp: (graceMs: number | undefined) => void
  readonly onStarted: () => void
  readonly onEnd: () => void
}

const HOOK_MS = 30_000

/** Starts the program of a container, with log, probes, memory limit and hooks; keeps the container's state up to date. */
export function startProcess(start: ContainerStart): ContainerProcess {
  const { machine, context, folder, container, program } = start
  const { clock } = machine
  const spec = specOf(context.pod, container.name)
  const own = folder.container(container.name)
  const id = randomBytes(32).toString('hex')
  const run = newRun(container.runs.length, clock.now(), `local://${id}`)
  const path = own.log(run.number)
  const log = logFile({ path, now: () => clock.now() })
  machine.logs.set(path, log)
  for (const part of ['', '.1']) rmSync(`${own.log(run.number - 2)}${part}`, { force: true })
  let isOutOfMemory = false
  let stopProbes = () => {}
  let cancelKill = () => {}
  let stopGuard = () => {}

  const over = (exitCode: number, startError?: string) => {
    stopProbes()
    stopGuard()
    cancelKill()
    log.close()
    machine.logs.delete(path)
    const code = isOutOfMemory ? 137 : exitCode
    const ordinary = code === 0 ? 'Completed' : 'Error'
    const reason = isOutOfMemory ? 'OOMKilled' : startError === undefined ? ordinary : 'StartError'
    const hasFallback = textAt(spec, 'terminationMessagePolicy') === 'FallbackToLogsOnError'
    run.end = {
      atMs: clock.now(),
      exitCode: code,
      reason,
      message: startError ?? terminationMessage(own.message, path, hasFallback, code),
    }
    container.isReady = container.role === 'init' && code === 0
    container.isStarted = false
    run.settle()
    if (!machine.isStopping) start.onEnd()
  }

  container.runs.push(run)
  container.waiting = undefined
  container.isReady = false
  container.isStarted = false
  container.imageID = `local://${machine.injected().interpreter ?? 'host'}`
  const { cwd, env } = program
  const running = launch(
    { argv: start.argv, cwd, env, root: machine.root, id, onOutput: log.write, onEnd: over },
    machine.setpriv,
  )
  stopGuard = guardMemory(start, running.pid, () => {
    isOutOfMemory = true
    running.kill()
  })
  const target = checkedOf(start, spec)
  const hook = (name: string, timeoutMs: number) => check(at(spec, 'lifecycle', name), target, timeoutMs)

  const probe = () => {
    stopProbes = startProbes({ clock, spec, target, events: probeEvents(start, run) })
  }
  if (at(spec, 'lifecycle', 'postStart') === undefined) probe()
  else
    void hook('postStart', HOOK_MS).then((fault) => {
      if (run.end !== undefined) return
      if (fault === undefined) return probe()
      context.tell('Warning', 'FailedPostStartHook', `PostStartHook failed: ${fault}`, container)
      start.onGivenUp(undefined)
    })

  const preStop = async (graceMs: number) => {
    const seconds = numberAt(spec, 'lifecycle', 'preStop', 'sleep', 'seconds')
    if (seconds !== undefined) await new Promise<void>((resolve) => void clock.after(seconds * 1000, resolve))
    else if (at(spec, 'lifecycle', 'preStop') !== undefined) {
      const fault = await hook('preStop', graceMs)
      if (fault !== undefined) context.tell('Warning', 'FailedPreStopHook', `PreStopHook failed: ${fault}`, container)
    }
    if (run.end === undefined) running.terminate()
  }

  return {
    run,
    ended: run.ended,
    kill: running.kill,
    end(graceMs) {
      stopProbes()
      cancelKill()
      if (run.end !== undefined) return
      if (graceMs <= 0) return running.kill()
      cancelKill = clock.after(graceMs, running.kill)
      void preStop(graceMs)
    },
  }
}

function probeEvents({ context, container, onGivenUp, onStarted }: ContainerStart, run: Run) {
  return {
    onStarted: () => {
      container.isStarted = true
      onStarted()
    },
    onReady: (isReady: boolean) => {
      if (run.end !== undefined) return
      container.isReady = isReady
      context.publish()
    },
    onFailure: (message: string) => context.tell('Warning', 'Unhealthy', message, container),
    onUnhealthy: (kind: string, probe: unknown) => {
      const words = `Container ${container.name} failed ${kind} probe, will be restarted`
      context.tell('Normal', 'Killing', words, container)
      const seconds = numberAt(probe, 'terminationGracePeriodSeconds')
      onGivenUp(seconds === undefined ? undefined : seconds * 1000)
    },
  }
}

function checkedOf({ machine, context, program }: ContainerStart, spec: unknown): Checked {
  return {
    reach: (port) => reachPod(machine, context.facts.podIP ?? '', portNumber(spec, port)),
    run: (argv, timeoutMs) => {
      const words = program.resolve(program.words(argv))
      if (words === undefined) return Promise.resolve({ code: 127, output: `exec: "${argv[0]}": not found` })
      return runOnce({ argv: words, cwd: program.cwd, env: program.env, timeoutMs })
    },
  }
}

function guardMemory({ machine, context, container }: ContainerStart, pid: number, onExceeded: () => void): () => void {
  const limit = at(specOf(context.pod, container.name), 'resources', 'limits', 'memory')
  if (limit === undefined) return () => {}
  if (process.platform !== 'linux') {
    machine.notice('memory limits are not enforced on this system')
    return () => {}
  }
  return machine.guard.watch(pid, milliOf(limit) / 1000, onExceeded)
}
