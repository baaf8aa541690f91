import { listAt } from '../../api/json.ts'
import type { CommandOptions, ContainerCommand } from '../../contract.ts'
import { idOf } from '../../controllers/object-id.ts'
import { graceSeconds } from '../../controllers/pod-state.ts'
import { type RunnerEvents, restarts } from '../simulated/container-runner.ts'
import { isRunning, newRun, type SimulatedContainer } from '../simulated/container-state.ts'
import { type PodContext, specOf } from '../simulated/pod-context.ts'
import type { PodLife } from '../simulated/pod-worker.ts'
import { environmentFault, volumeFault } from '../simulated/references.ts'
import { goDuration, pullDelayMs, restartDelayMs } from '../simulated/restart-backoff.ts'
import { startCommand } from './container-command.ts'
import { type ContainerProcess, startProcess } from './container-process.ts'
import { type ContainerProgram, containerProgram, sourceOf } from './container-program.ts'
import { startOfImage } from './images.ts'
import type { Machine } from './machine.ts'
import type { PodFolder } from './pod-folder.ts'
import { makeVolumes, refreshVolumes } from './volumes.ts'

/** The life of a pod whose containers are processes. */
export interface ProcessLife extends PodLife {
  /** Writes volumes anew from their objects. */
  refresh(context: PodContext): void
  /** Starts a program beside the one of a container; throws when the container does not run. */
  command(options: CommandOptions): ContainerCommand
  /** Ends everything: asks, waits, kills. */
  end(graceMs: number): Promise<void>
}

// Behind the first status: watchers see the pod wait before they see it run.
const SETUP_MS = 25
const CONFIG_RETRY_MS = 12_000
const RESTART_MS = 200
const PULL_BACKOFF_SHOWS_MS = 2000

/** The life of one pod in that folder. */
export function processLife(machine: Machine, folder: PodFolder, claims: string): ProcessLife {
  const processes = new Map<SimulatedContainer, ContainerProcess>()
  const programs = new Map<string, ContainerProgram>()
  let volumes: ReadonlyMap<string, string> = new Map()

  function start(context: PodContext, container: SimulatedContainer, events: RunnerEvents): void {
    if (context.facts.isStopping) return
    const spec = specOf(context.pod, container.name)
    const words = (name: string) => listAt(spec, name).map(String)
    const image = startOfImage(container.image, words('command'), words('args'), machine.images())
    if (image.kind === 'refused') return failPull(context, container, image.why, events)
    const stands = `Container image "${container.image}" stands for programs of this machine`
    context.tell('Normal', 'Pulled', stands, container)
    const fault = environmentFault(machine.store, context.pod, spec)
    if (fault !== undefined) return failConfig(context, container, fault, events)
    try {
      const program = containerProgram(machine, context, folder, volumes, container.name)
      context.tell('Normal', 'Created', 'Container created', container)
      run(context, container, program, [...(image.own ?? []), ...program.words(image.argv)], events)
    } catch (error) {
      failConfig(context, container, error instanceof Error ? error.message : String(error), events)
    }
  }

  function run(
    context: PodContext,
    container: SimulatedContainer,
    program: ContainerProgram,
    wanted: readonly string[],
    events: RunnerEvents,
  ): void {
    const argv = program.resolve(wanted)
    if (argv === undefined) return failStart(context, container, wanted[0] ?? '', events)
    let isTold = false
    const onStarted = () => {
      if (isTold) events.onStart(container)
    }
    const process = startProcess({
      machine,
      context,
      folder,
      container,
      program,
      argv,
      onStarted,
      onGivenUp: (graceMs) => processes.get(container)?.end(graceMs ?? graceOf(context)),
      onEnd: () => over(context, container, events),
    })
    processes.set(container, process)
    programs.set(container.name, program)
    context.tell('Normal', 'Started', 'Container started', container)
    isTold = true
    events.onStart(container)
  }

  function over(context: PodContext, container: SimulatedContainer, events: RunnerEvents): void {
    processes.delete(container)
    const end = container.runs.at(-1)?.end
    container.isFinal = context.facts.isStopping || !restarts(context, container, end?.exitCode ?? 0)
    events.onEnd(container)
    if (!container.isFinal) restartLater(context, container, events)
  }

  function restartLater(context: PodContext, container: SimulatedContainer, events: RunnerEvents): void {
    const delayMs = restartDelayMs(container) * machine.backoffScale
    if (delayMs > 0) {
      const { name, namespace, uid } = context.pod.metadata
      const pod = `${name}_${namespace}(${uid})`
      const words = `restarting failed container`
      context.tell('Warning', 'BackOff', `Back-off ${words} ${container.name} in pod ${pod}`, container)
      const message = `back-off ${goDuration(delayMs)} ${words}=${container.name} pod=${pod}`
      container.waiting = { reason: 'CrashLoopBackOff', message }
      context.publish()
    }
    context.after(Math.max(delayMs, RESTART_MS), () => {
      if (!context.facts.isStopping && !isRunning(container)) start(context, container, events)
    })
  }

  function failPull(context: PodContext, container: SimulatedContainer, why: string, events: RunnerEvents): void {
    container.pulls++
    context.tell('Warning', 'Failed', `Failed to pull image "${container.image}": ${why}`, container)
    context.tell('Warning', 'Failed', 'Error: ErrImagePull', container)
    container.waiting = { reason: 'ErrImagePull', message: why }
    context.publish()
    const delayMs = pullDelayMs(container.pulls) * machine.backoffScale
    context.after(Math.min(PULL_BACKOFF_SHOWS_MS, delayMs / 2), () => {
      const message = `Back-off pulling image "${container.image}"`
      context.tell('Normal', 'BackOff', message, container)
      container.waiting = { reason: 'ImagePullBackOff', message: `${message}: ErrImagePull: ${why}` }
      context.publish()
    })
    context.after(delayMs, () => start(context, container, events))
  }

  function failConfig(context: PodContext, container: SimulatedContainer, why: string, events: RunnerEvents): void {
    context.tell('Warning', 'Failed', `Error: ${why}`, container)
    container.waiting = { reason: 'CreateContainerConfigError', message: why }
    context.publish()
    context.after(CONFIG_RETRY_MS * machine.backoffScale, () => start(context, container, events))
  }

  function failStart(context: PodContext, container: SimulatedContainer, program: string, events: RunnerEvents): void {
    const message = `exec: "${program}": executable file not found in $PATH`
    context.tell('Warning', 'Failed', `Error: ${message}`, container)
    const begun = newRun(container.runs.length, 0, context.node.newId())
    begun.end = { atMs: machine.clock.now(), exitCode: 128, reason: 'StartError', message }
    begun.settle()
    container.runs.push(begun)
    container.waiting = undefined
    over(context, container, events)
  }

  function graceOf(context: PodContext): number {
    return 1000 * graceSeconds(machine.store.get(idOf(context.pod)) ?? context.pod)
  }

  return {
    setupMs: SETUP_MS,
    mount(context) {
      const fault = volumeFault(machine.store, context.pod)
      if (fault !== undefined) return fault
      try {
        volumes = makeVolumes(sourceOf(machine, context), { folder, claims })
        return undefined
      } catch (error) {
        return `MountVolume.SetUp failed: ${error instanceof Error ? error.message : String(error)}`
      }
    },
    start,
    stop(context, container) {
      const process = processes.get(container)
      if (process === undefined) return
      context.tell('Normal', 'Killing', `Stopping container ${container.name}`, container)
      process.end(graceOf(context))
    },
    refresh(context) {
      if (volumes.size > 0) refreshVolumes(sourceOf(machine, context), { folder, claims })
    },
    command(options) {
      const [container] = [...processes.keys()].filter(({ name }) => name === options.container)
      const program = programs.get(options.container)
      const id = container?.runs.at(-1)?.id.replace(/^local:\/\//, '')
      if (program === undefined || id === undefined) throw new Error(`container not found ("${options.container}")`)
      return startCommand(machine, { program, id }, options)
    },
    async end(graceMs) {
      const all = [...processes.values()]
      for (const process of all) process.end(graceMs)
      await Promise.all(all.map(({ ended }) => ended))
    },
  }
}
