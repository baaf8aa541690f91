import type { KubeObject } from '../../../plan/objects.ts'
import { badRequest, notFound } from '../../api/fault.ts'
import { textAt } from '../../api/json.ts'
import type { LocalStore, LogOptions, NodeRuntime } from '../../contract.ts'
import { eventRecorder } from '../../controllers/event-recorder.ts'
import { isFinishedPod } from '../../controllers/pod-state.ts'
import { flat } from '../../flat.ts'
import { behaviourOf, type PodBehaviour, runBehaviour, type Script } from './behaviour.ts'
import type { SimulatedContainer } from './container-state.ts'
import { logStream } from './log-stream.ts'
import { type NodeContext, type PodContext, podContext } from './pod-context.ts'
import { type PodWorker, podWorker, removeWhenDeleted } from './pod-worker.ts'
import { seededRandom } from './seeded-random.ts'

/** Settings of a simulated node. */
export interface SimulatedNodeOptions {
  readonly name?: string
  /** What each pod does; a pod's own annotation goes before it. */
  readonly script?: Script
  /** The same seed gives the same ids and the same random choices of the script. */
  readonly seed?: number
  /** Time between the end of a pod's last container and its last phase: a real kubelet takes away the sandbox first. */
  readonly phaseDelayMs?: number
}

interface Living {
  readonly context: PodContext
  readonly worker: PodWorker
}

/** What is kept of a pod for its log. */
interface Record {
  readonly uid: string
  readonly containers: readonly SimulatedContainer[]
  readonly behaviour: PodBehaviour
}

/** A node whose pods follow a script instead of running anything; thousands of them cost next to nothing. */
export function simulatedNode(options: SimulatedNodeOptions = {}): NodeRuntime {
  const { name = 'local', script, seed = 1, phaseDelayMs = 1100 } = options
  const random = seededRandom(seed)
  const living = new Map<string, Living>()
  const records = new Map<string, Record>()
  let node: NodeContext | undefined
  let stops: (() => void)[] = []

  function see(pod: KubeObject, isGone: boolean): void {
    if (textAt(pod, 'spec', 'nodeName') !== name || node === undefined) return
    const key = `${pod.metadata.namespace}/${pod.metadata.name}`
    const uid = textAt(pod, 'metadata', 'uid')
    if (isGone) return forget(key, uid)
    const known = living.get(key)
    if (known !== undefined && known.context.pod.metadata['uid'] === uid) return known.worker.changed(pod)
    if (isFinishedPod(pod)) return removeLater(pod)
    if (records.get(key)?.uid !== uid) adopt(node, key, uid, pod)
  }

  function adopt(context: NodeContext, key: string, uid: string, pod: KubeObject): void {
    const behaviour = behaviourOf(pod, script, random)
    const own = podContext(context, pod, behaviour)
    const worker = podWorker(own, () => void living.delete(key))
    living.set(key, { context: own, worker })
    records.set(key, { uid, containers: own.containers, behaviour })
    worker.changed(pod)
  }

  function forget(key: string, uid: string): void {
    const known = living.get(key)
    if (known !== undefined && known.context.pod.metadata['uid'] === uid) {
      endContainers(known.context)
      living.delete(key)
    }
    if (records.get(key)?.uid === uid) records.delete(key)
  }

  // Not inside the write that told of it: its writer has not seen its own answer yet.
  function removeLater(pod: KubeObject): void {
    const current = node
    if (pod.metadata['deletionTimestamp'] === undefined || current === undefined) return
    current.clock.after(0, () => removeWhenDeleted({ node: current, pod }))
  }

  return {
    nodeName: name,
    start(store: LocalStore) {
      const events = eventRecorder(store)
      node = nodeContext(store, name, phaseDelayMs, events, random)
      stops = [store.watch(['Pod'], ({ type, object }) => see(object, type === 'DELETED')), () => events.stop()]
      for (const pod of store.list('v1', 'Pod')) see(pod, false)
    },
    async stop() {
      for (const stop of stops) stop()
      for (const { context } of living.values()) endContainers(context)
      living.clear()
    },
    logs(namespace, pod, logOptions) {
      const record = records.get(`${namespace}/${pod}`)
      if (record === undefined || node === undefined) throw notFound({ group: '', resource: 'pods' }, pod)
      return logOf(node, record, pod, logOptions)
    },
  }
}

function logOf(node: NodeContext, record: Record, pod: string, options: LogOptions): AsyncIterable<Uint8Array> {
  const container = record.containers.find(({ name }) => name === options.container)
  if (container === undefined) throw badRequest(`container ${options.container} is not valid for pod ${pod}`)
  const isBetween = container.waiting !== undefined
  const run = options.previous ? container.runs.at(isBetween ? -1 : -2) : container.runs.at(-1)
  if (run === undefined && options.previous)
    throw badRequest(`previous terminated container "${options.container}" in pod "${pod}" not found`)
  if (run === undefined)
    throw badRequest(`container "${options.container}" in pod "${pod}" is waiting to start: ${waitingWords(container)}`)
  return logStream(node.clock, run, runBehaviour(record.behaviour, container.name, run.number), options)
}

function waitingWords(container: SimulatedContainer): string {
  const reason = container.waiting?.reason ?? 'ContainerCreating'
  return reason === 'ErrImagePull' || reason === 'ImagePullBackOff' ? 'trying and failing to pull image' : reason
}

function endContainers(context: PodContext): void {
  context.cancel()
  for (const { runs } of context.containers) {
    const run = runs.at(-1)
    if (run === undefined || run.end !== undefined) continue
    run.end = { atMs: context.node.clock.now(), exitCode: 137, reason: 'Error' }
    run.settle()
  }
}

function nodeContext(
  store: LocalStore,
  name: string,
  phaseDelayMs: number,
  events: NodeContext['events'],
  random: () => number,
): NodeContext {
  let addresses = 1
  return {
    name,
    hostIP: '127.0.0.1',
    store,
    clock: store.clock,
    events,
    phaseDelayMs,
    newId: () => flat(`simulated://${Array.from({ length: 8 }, () => hex(random)).join('')}`),
    newAddress: () => {
      const number = addresses++
      return `10.244.${(number >> 8) & 255}.${number & 255}`
    },
  }
}

function hex(random: () => number): string {
  return Math.floor(random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0')
}
