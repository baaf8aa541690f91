import { numberAt, textAt } from '../../api/json.ts'
import { isTrueAt, present } from '../../controllers/fields.ts'
import { timestamp } from '../../timestamp.ts'

/** One run of a container. */
export interface Run {
  readonly number: number
  readonly startedMs: number
  readonly id: string
  end?: RunEnd
  /** Settles when it has ended. */
  readonly ended: Promise<void>
  readonly settle: () => void
}

/** How a run ended. */
export interface RunEnd {
  readonly atMs: number
  readonly exitCode: number
  readonly reason: string
  readonly message?: string | undefined
}

/** A run that begins. */
export function newRun(number: number, startedMs: number, id: string): Run {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { number, startedMs, id, ended: promise, settle: resolve }
}

/** A container of a simulated pod, as far as it has come. */
export interface SimulatedContainer {
  readonly name: string
  readonly image: string
  /** What the image resolved to, where it is not made up. */
  imageID?: string
  /** `init` runs once before the others, a `sidecar` starts among those but goes on. */
  readonly role: 'init' | 'sidecar' | 'main'
  readonly runs: Run[]
  /** Why it is not running. */
  waiting: { readonly reason: string; readonly message?: string } | undefined
  isReady: boolean
  isStarted: boolean
  pulls: number
  /** It has ended and will not be started again. */
  isFinal: boolean
}

/** The containers of a pod spec before anything happened. */
export function containerFor(spec: unknown, isInit: boolean, isFirst: boolean): SimulatedContainer {
  const isSidecar = isInit && textAt(spec, 'restartPolicy') === 'Always'
  return {
    name: textAt(spec, 'name'),
    image: textAt(spec, 'image'),
    role: isSidecar ? 'sidecar' : isInit ? 'init' : 'main',
    runs: [],
    waiting: { reason: isFirst ? 'ContainerCreating' : 'PodInitializing' },
    isReady: false,
    isStarted: false,
    pulls: 0,
    isFinal: false,
  }
}

/** True while a process of it is alive. */
export function isRunning(container: SimulatedContainer): boolean {
  const run = container.runs.at(-1)
  return run !== undefined && run.end === undefined
}

/** How it ended, when it did and is not being started again. */
export function endOf(container: SimulatedContainer): RunEnd | undefined {
  return container.waiting === undefined ? container.runs.at(-1)?.end : undefined
}

/** The entry of `containerStatuses`. */
export function containerStatus(container: SimulatedContainer, mounts: readonly unknown[]): Record<string, unknown> {
  const last = container.runs.at(-1)
  const previous = container.waiting === undefined ? container.runs.at(-2) : last
  return present({
    name: container.name,
    state: stateOf(container),
    lastState: previous?.end === undefined ? {} : { terminated: terminated(previous) },
    ready: container.isReady,
    restartCount: Math.max(0, container.runs.length - 1),
    image: container.image,
    imageID: last === undefined ? '' : (container.imageID ?? `simulated://${container.image}`),
    containerID: last?.id,
    started: container.isStarted,
    resources: last === undefined ? undefined : {},
    volumeMounts: mounts.length === 0 ? undefined : mounts.map(mountStatus),
  })
}

function stateOf(container: SimulatedContainer): Record<string, unknown> {
  const run = container.runs.at(-1)
  if (container.waiting !== undefined || run === undefined) return { waiting: present({ ...container.waiting }) }
  if (run.end !== undefined) return { terminated: terminated(run) }
  return { running: { startedAt: timestamp(run.startedMs) } }
}

function terminated(run: Run): Record<string, unknown> {
  return present({
    exitCode: run.end?.exitCode,
    reason: run.end?.reason,
    message: run.end?.message,
    startedAt: timestamp(run.startedMs),
    finishedAt: timestamp(run.end?.atMs ?? run.startedMs),
    containerID: run.id,
  })
}

function mountStatus(mount: unknown): unknown {
  const isReadOnly = isTrueAt(mount, 'readOnly')
  return present({
    name: textAt(mount, 'name'),
    mountPath: textAt(mount, 'mountPath'),
    readOnly: isReadOnly || undefined,
    recursiveReadOnly: isReadOnly ? 'Disabled' : undefined,
    subPathIndex: numberAt(mount, 'subPathIndex'),
  })
}
