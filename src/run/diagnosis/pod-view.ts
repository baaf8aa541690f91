import { field, type KubeObject } from '../../plan/objects.ts'
import type { ObjectRef } from '../events.ts'
import { listField, numberField, refOf, textField, uidOf } from '../world.ts'
import { conditionOf } from './fields.ts'

/** How a container run ended. */
export interface Ended {
  readonly exitCode: number
  readonly reason: string
  readonly message: string
  /** RFC 3339; most are never asked for, so they are not parsed. */
  readonly finishedAt?: string | undefined
}

/** A container of a pod: its specification and its state together. */
export interface ContainerView {
  readonly name: string
  /** A sidecar is an init container that restarts always; it never decides. */
  readonly role: 'init' | 'sidecar' | 'main'
  readonly spec: unknown
  /** Where its status stands, for evidence. */
  readonly path: string
  readonly waiting?: { readonly reason: string; readonly message: string }
  readonly ended?: Ended
  readonly last?: Ended
  readonly isRunning: boolean
  readonly runningSince?: string | undefined
  readonly restarts: number
  readonly isReady: boolean
  readonly isStarted: boolean
}

/** A pod, read once from its untyped object. */
export interface PodView {
  readonly pod: KubeObject
  readonly ref: ObjectRef
  readonly name: string
  readonly uid: string
  readonly phase: string
  readonly reason: string
  readonly message: string
  readonly node: string
  readonly isDeleting: boolean
  readonly isReady: boolean
  /** In the order of the specification, init containers first. */
  readonly containers: readonly ContainerView[]
}

/** Reads a pod. */
export function viewPod(pod: KubeObject): PodView {
  const inits = listField(pod, 'spec', 'initContainers')
  const mains = listField(pod, 'spec', 'containers')
  return {
    pod,
    ref: refOf(pod),
    name: pod.metadata.name,
    uid: uidOf(pod),
    phase: textField(pod, 'status', 'phase') ?? 'Pending',
    reason: textField(pod, 'status', 'reason') ?? '',
    message: textField(pod, 'status', 'message') ?? '',
    node: textField(pod, 'spec', 'nodeName') ?? '',
    isDeleting: textField(pod, 'metadata', 'deletionTimestamp') !== undefined,
    isReady: conditionOf(pod, 'Ready')?.status === 'True',
    containers: [
      ...inits.map((spec) => viewContainer(pod, spec, 'initContainerStatuses')),
      ...mains.map((spec) => viewContainer(pod, spec, 'containerStatuses')),
    ],
  }
}

function viewContainer(pod: KubeObject, spec: unknown, statuses: string): ContainerView {
  const name = textField(spec, 'name') ?? ''
  const all = listField(pod, 'status', statuses)
  const index = all.findIndex((status) => textField(status, 'name') === name)
  const status = index < 0 ? undefined : all[index]
  const state = field(status, 'state')
  const waiting = field(state, 'waiting')
  const ended = readEnded(field(state, 'terminated'))
  const last = readEnded(field(status, 'lastState', 'terminated'))
  const running = field(state, 'running')
  return {
    name,
    role:
      statuses === 'containerStatuses' ? 'main' : textField(spec, 'restartPolicy') === 'Always' ? 'sidecar' : 'init',
    spec,
    path: `status.${statuses}[${Math.max(index, 0)}]`,
    ...(waiting === undefined
      ? {}
      : { waiting: { reason: textField(waiting, 'reason') ?? '', message: textField(waiting, 'message') ?? '' } }),
    ...(ended === undefined ? {} : { ended }),
    ...(last === undefined ? {} : { last }),
    isRunning: running !== undefined,
    runningSince: textField(running, 'startedAt'),
    restarts: numberField(status, 'restartCount') ?? 0,
    isReady: field(status, 'ready') === true,
    isStarted: field(status, 'started') === true,
  }
}

function readEnded(value: unknown): Ended | undefined {
  if (value === undefined) return undefined
  return {
    exitCode: numberField(value, 'exitCode') ?? 0,
    reason: textField(value, 'reason') ?? '',
    message: textField(value, 'message') ?? '',
    finishedAt: textField(value, 'finishedAt'),
  }
}

/** The containers whose end is the pod's end. */
export function mainContainers(pod: PodView): readonly ContainerView[] {
  return pod.containers.filter((container) => container.role === 'main')
}

/** True when every container that is not a sidecar has ended with 0. */
export function hasSucceeded(pod: PodView): boolean {
  if (pod.phase === 'Succeeded') return true
  const mains = mainContainers(pod)
  return mains.length > 0 && mains.every((container) => container.ended?.exitCode === 0) && pod.phase !== 'Failed'
}
