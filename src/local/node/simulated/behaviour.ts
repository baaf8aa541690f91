import type { KubeObject } from '../../../plan/objects.ts'
import { at, isMap, numberAt, textAt } from '../../api/json.ts'

/** Lines a container writes: the same each run, or by the number of the run. */
export type LogLines = Iterable<string> | ((run: number) => Iterable<string>)

/** What a container does when it runs; what is left out is the ordinary thing. */
export interface ContainerBehaviour {
  /** How long it runs; without it a second for pods that end and for ever for pods that restart. */
  readonly runMs?: number
  readonly exitCode?: number
  /** Killed for memory at the end of its run. */
  readonly isOutOfMemory?: boolean
  readonly logs?: LogLines
  /** Time between two lines; without it all lines are there at once. */
  readonly lineEveryMs?: number
  /** Time until its readiness probe succeeds. */
  readonly readyMs?: number | 'never'
  /** Time after which its liveness probe fails. */
  readonly livenessFailsMs?: number
  readonly terminationMessage?: string
  /** The runtime cannot start it: what it says. */
  readonly startError?: string
  /** How long it takes to end after SIGTERM; beyond the grace period it is killed. */
  readonly stopMs?: number
  /** The exit code after SIGTERM. */
  readonly stopExitCode?: number
  /** How long its image takes to come; without it the image is there. */
  readonly pullMs?: number
  /** Its image cannot be had: what the registry says. */
  readonly pullError?: string
  /** How many pulls fail before one succeeds; without it all do. */
  readonly pullFailures?: number
  /** What it does otherwise in its later runs, by their number from 1. */
  readonly later?: readonly Omit<ContainerBehaviour, 'later'>[]
}

/** What a pod does: the behaviour of its containers, by name or for all, and what befalls it as a whole. */
export interface PodBehaviour extends ContainerBehaviour {
  readonly containers?: Readonly<Record<string, ContainerBehaviour>>
  /** Time from its assignment to the first container. */
  readonly setupMs?: number
  readonly evictedAfterMs?: number
  readonly evictionMessage?: string
}

/** Chooses what a pod does. */
export type Script = (pod: KubeObject, random: () => number) => PodBehaviour | undefined

/** The annotation by which a pod brings its own behaviour, as JSON. */
export const BEHAVIOUR = 'bodywork.local/behaviour'

/** The behaviour of a pod: its annotation first, then the script, then the ordinary one. */
export function behaviourOf(pod: KubeObject, script: Script | undefined, random: () => number): PodBehaviour {
  const text = textAt(pod, 'metadata', 'annotations', BEHAVIOUR)
  return (text === '' ? undefined : parseBehaviour(text)) ?? script?.(pod, random) ?? {}
}

/** What one run of a container does. */
export function runBehaviour(behaviour: PodBehaviour, container: string, run: number): ContainerBehaviour {
  const own = { ...behaviour, ...behaviour.containers?.[container] }
  return run === 0 ? own : { ...own, ...(own.later?.[run - 1] ?? own.later?.at(-1)) }
}

function parseBehaviour(text: string): PodBehaviour | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isMap(value) ? podBehaviour(value) : undefined
  } catch {
    return undefined
  }
}

function podBehaviour(value: unknown): PodBehaviour {
  const containers = at(value, 'containers')
  const named = isMap(containers)
    ? Object.entries(containers).map(([name, item]) => [name, containerBehaviour(item)])
    : []
  return {
    ...containerBehaviour(value),
    ...numbers(value, ['setupMs', 'evictedAfterMs']),
    ...(textAt(value, 'evictionMessage') && { evictionMessage: textAt(value, 'evictionMessage') }),
    ...(named.length > 0 && { containers: Object.fromEntries(named) }),
  }
}

const NUMBERS = [
  'runMs',
  'exitCode',
  'lineEveryMs',
  'livenessFailsMs',
  'stopMs',
  'stopExitCode',
  'pullMs',
  'pullFailures',
] as const

function containerBehaviour(value: unknown): ContainerBehaviour {
  const logs = at(value, 'logs')
  const later = at(value, 'later')
  const ready = at(value, 'readyMs')
  return {
    ...numbers(value, NUMBERS),
    ...texts(value, ['terminationMessage', 'startError', 'pullError']),
    ...(at(value, 'isOutOfMemory') === true && { isOutOfMemory: true }),
    ...((typeof ready === 'number' || ready === 'never') && { readyMs: ready }),
    ...(Array.isArray(logs) && { logs: logs.map(String) }),
    ...(Array.isArray(later) && { later: later.map(containerBehaviour) }),
  }
}

function numbers<K extends string>(value: unknown, keys: readonly K[]): { readonly [key in K]?: number } {
  const found = keys.flatMap((key): [K, number][] => {
    const number = numberAt(value, key)
    return number === undefined ? [] : [[key, number]]
  })
  return Object.assign(Object.create(null), Object.fromEntries(found))
}

function texts<K extends string>(value: unknown, keys: readonly K[]): { readonly [key in K]?: string } {
  const found = keys.flatMap((key): [K, string][] => (textAt(value, key) === '' ? [] : [[key, textAt(value, key)]]))
  return Object.assign(Object.create(null), Object.fromEntries(found))
}
