import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { KubeObject } from '../../../plan/objects.ts'
import { notFound } from '../../api/fault.ts'
import { textAt } from '../../api/json.ts'
import type { LocalStore, NodeRuntime } from '../../contract.ts'
import { eventRecorder } from '../../controllers/event-recorder.ts'
import { isFinishedPod } from '../../controllers/pod-state.ts'
import { type NodeContext, type PodContext, podContext } from '../simulated/pod-context.ts'
import { type PodWorker, podWorker, removeWhenDeleted } from '../simulated/pod-worker.ts'
import { type AddressBook, type Addressing, addressBook, usualAddressing } from './addresses.ts'
import { findExecutable } from './executable.ts'
import { hostEnvironment } from './host-environment.ts'
import type { ImageMap } from './images.ts'
import { type Injected, inject } from './injected.ts'
import { type Machine, reachPod } from './machine.ts'
import { memoryGuard } from './memory-guard.ts'
import { podFolder } from './pod-folder.ts'
import { podLog } from './pod-log.ts'
import { type ProcessLife, processLife } from './process-life.ts'
import type { MakeToken } from './projected-files.ts'
import { restorePod } from './restore.ts'
import { serviceNetwork } from './service-network.ts'
import { reapStrays } from './strays.ts'

/** Settings of a node that runs pods as processes of this machine. */
export interface ProcessNodeOptions {
  /** Folder of everything the node makes; an absolute path without blanks. */
  readonly root: string
  readonly name?: string
  /** This machine's environment; a small part of it reaches containers. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** What images without a command start; asked at each start. */
  readonly images?: () => ImageMap
  readonly backoffScale?: number
  /** The interpreter; the first on PATH when absent. */
  readonly python?: string
  readonly addressing?: Addressing
  readonly token?: MakeToken
  /** Where pods reach the API server with TLS, on 127.0.0.1; asked at each start. */
  readonly apiPort?: () => number | undefined
  /** Told what this machine cannot do, each thing once. */
  readonly notice?: (text: string) => void
}

interface Living {
  readonly context: PodContext
  readonly worker: PodWorker
  readonly life: ProcessLife
}

const PHASE_DELAY_MS = 20
const STOP_GRACE_MS = 3000

/** A node whose pods are process groups of this machine; ends what an earlier one in the same folder left behind. */
export function processNode(options: ProcessNodeOptions): NodeRuntime {
  const { root, name = 'local' } = options
  const living = new Map<string, Living>()
  let machine: Machine | undefined
  let node: NodeContext | undefined
  let stops: (() => void)[] = []

  function see(pod: KubeObject, isGone: boolean): void {
    if (textAt(pod, 'spec', 'nodeName') !== name || node === undefined || machine === undefined) return
    const uid = textAt(pod, 'metadata', 'uid')
    const known = living.get(uid)
    if (isGone) forget(machine, uid)
    else if (known !== undefined) known.worker.changed(pod)
    else if (isFinishedPod(pod)) removeLater(pod)
    else adopt(node, machine, uid, pod)
  }

  function adopt(context: NodeContext, on: Machine, uid: string, pod: KubeObject): void {
    const own = podContext(context, pod, {})
    const life = processLife(on, podFolder(root, uid), join(root, 'claims'))
    if (!restorePod(own)) {
      own.publish()
      return removeLater(pod)
    }
    const worker = podWorker(own, () => leave(on, uid), life)
    living.set(uid, { context: own, worker, life })
    worker.changed(pod)
  }

  function leave({ moved, book }: Machine, uid: string): void {
    const ip = living.get(uid)?.context.facts.podIP
    living.delete(uid)
    if (ip === undefined) return
    book.release(ip)
    for (const key of moved.keys()) if (key.startsWith(`${ip}:`)) moved.delete(key)
  }

  function forget(on: Machine, uid: string): void {
    const known = living.get(uid)
    known?.context.cancel()
    leave(on, uid)
    const ended = known?.life.end(0) ?? Promise.resolve()
    const path = podFolder(root, uid).path
    void ended.then(() => rm(path, { recursive: true, force: true, maxRetries: 3 })).catch(() => {})
  }

  // Not inside the write that told of it: its writer has not seen its own answer yet.
  function removeLater(pod: KubeObject): void {
    const current = node
    if (pod.metadata['deletionTimestamp'] === undefined || current === undefined) return
    current.clock.after(0, () => removeWhenDeleted({ node: current, pod }))
  }

  function refresh({ kind, metadata }: KubeObject): void {
    for (const { context, life } of living.values()) {
      if (context.pod.metadata.namespace !== metadata.namespace) continue
      if (JSON.stringify(context.pod['spec']).includes(`"${metadata.name}"`))
        context.after(0, () => refreshOne(context, life, kind))
    }
  }

  function refreshOne(context: PodContext, life: ProcessLife, kind: string): void {
    try {
      life.refresh(context)
    } catch (error) {
      context.tell('Warning', 'FailedMount', `${kind} cannot be written again: ${String(error)}`)
    }
  }

  return {
    nodeName: name,
    start(store: LocalStore) {
      reapStrays(root)
      const book = addressBook(root, options.addressing ?? usualAddressing())
      const events = eventRecorder(store)
      machine = machineOf(options, store, book)
      node = nodeContext(store, name, events, book)
      const onObject = store.watch(['ConfigMap', 'Secret'], ({ type, object }) => {
        if (type === 'MODIFIED') refresh(object)
      })
      const onPod = store.watch(['Pod'], ({ type, object }) => see(object, type === 'DELETED'))
      stops = [onPod, onObject, () => events.stop(), () => machine?.network.stop()]
      for (const pod of store.list('v1', 'Pod')) see(pod, false)
    },
    async stop() {
      if (machine !== undefined) machine.isStopping = true
      for (const stop of stops) stop()
      for (const { context } of living.values()) context.cancel()
      await Promise.all([...living.values()].map(({ life }) => life.end(STOP_GRACE_MS)))
      living.clear()
    },
    logs(namespace, pod, logOptions) {
      const found = machine?.store.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod })
      if (found === undefined || machine === undefined) throw notFound({ group: '', resource: 'pods' }, pod)
      return podLog(machine, found, logOptions)
    },
    command(namespace, pod, commandOptions) {
      const found = machine?.store.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod })
      const life = living.get(textAt(found, 'metadata', 'uid'))?.life
      if (life === undefined) throw notFound({ group: '', resource: 'pods' }, pod)
      return life.command(commandOptions)
    },
    address(namespace, pod, port) {
      const ip = textAt(machine?.store.get({ apiVersion: 'v1', kind: 'Pod', namespace, name: pod }), 'status', 'podIP')
      return ip === '' || machine === undefined ? undefined : reachPod(machine, ip, port)
    },
  }
}

function machineOf(options: ProcessNodeOptions, store: LocalStore, book: AddressBook): Machine {
  const { root, env, images = () => ({}), backoffScale = 1, notice = () => {} } = options
  const path = env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'
  const moved: Machine['moved'] = new Map()
  const said = new Set<string>()
  let injected: Injected | undefined
  const hostsFile = join(root, 'hosts.json')
  return {
    root,
    store,
    clock: store.clock,
    hostIP: '127.0.0.1',
    images,
    backoffScale,
    injected: () => {
      injected ??= inject(root, path, options.python)
      return injected
    },
    environment: hostEnvironment(env),
    path,
    setpriv: findExecutable('setpriv', path, '/'),
    token: options.token,
    ...(options.apiPort && { apiPort: options.apiPort }),
    guard: memoryGuard(store.clock),
    network: serviceNetwork({
      store,
      book,
      hostsFile,
      resolve: (ip, port) => reachPod({ moved }, ip, port),
      ...(options.apiPort && { apiPort: options.apiPort }),
      moved: () => [...moved],
    }),
    book,
    hostsFile,
    moved,
    logs: new Map(),
    notice(text) {
      if (!said.has(text)) notice(text)
      said.add(text)
    },
    isStopping: false,
  }
}

function nodeContext(store: LocalStore, name: string, events: NodeContext['events'], book: AddressBook): NodeContext {
  return {
    name,
    hostIP: '127.0.0.1',
    store,
    clock: store.clock,
    events,
    phaseDelayMs: PHASE_DELAY_MS,
    newId: () => `local://${randomBytes(32).toString('hex')}`,
    newAddress: () => book.newPod(),
  }
}
