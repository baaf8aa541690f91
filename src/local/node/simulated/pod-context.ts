import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, textAt } from '../../api/json.ts'
import type { LocalClock, LocalStore } from '../../contract.ts'
import type { EventRecorder } from '../../controllers/event-recorder.ts'
import { idOf } from '../../controllers/object-id.ts'
import { writeStatus } from '../../controllers/status-writer.ts'
import type { PodBehaviour } from './behaviour.ts'
import { containerFor, type SimulatedContainer } from './container-state.ts'
import { podStatus } from './pod-status.ts'

/** What the node gives each of its pods. */
export interface NodeContext {
  readonly name: string
  readonly hostIP: string
  readonly store: LocalStore
  readonly clock: LocalClock
  readonly events: EventRecorder
  /** Time between the last container's end and the pod's last phase. */
  readonly phaseDelayMs: number
  /** A new id, the same in each run of the same history. */
  readonly newId: () => string
  readonly newAddress: () => string
}

/** One pod on the node, and the means to act on it. */
export interface PodContext {
  readonly node: NodeContext
  readonly pod: KubeObject
  readonly behaviour: PodBehaviour
  readonly containers: readonly SimulatedContainer[]
  readonly facts: MutableFacts
  /** Calls back later, unless the pod has gone by then. */
  after(ms: number, callback: () => void): void
  /** Tells of a container or, without one, of the pod. */
  tell(type: 'Normal' | 'Warning', reason: string, message: string, container?: SimulatedContainer): void
  /** Writes what is known as the pod's status. */
  publish(): void
  /** Ends every timer. */
  cancel(): void
}

/** What changes about a pod as a whole. */
export interface MutableFacts {
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed'
  hasSandbox: boolean
  podIP: string | undefined
  readonly startedMs: number
  failure: { readonly reason: string; readonly message: string; readonly isDisruption: boolean } | undefined
  isStopping: boolean
}

/** A pod that was just given to the node. */
export function podContext(node: NodeContext, pod: KubeObject, behaviour: PodBehaviour): PodContext {
  const cancels = new Set<() => void>()
  const facts = freshFacts(node.clock.now())
  const containers = containersOf(pod)
  return {
    node,
    pod,
    behaviour,
    containers,
    facts,
    after(ms, callback) {
      const cancel = node.clock.after(ms, () => {
        cancels.delete(cancel)
        callback()
      })
      cancels.add(cancel)
    },
    tell(type, reason, message, container) {
      const role = container?.role === 'main' ? 'containers' : 'initContainers'
      const fieldPath = container === undefined ? {} : { fieldPath: `spec.${role}{${container.name}}` }
      node.events.record(pod, { type, reason, message, component: 'kubelet', host: node.name, ...fieldPath })
    },
    publish() {
      const current = node.store.get(idOf(pod))
      if (current === undefined || current.metadata['uid'] !== pod.metadata['uid']) return
      const status = podStatus(current, { ...facts, containers, hostIP: node.hostIP }, node.clock.now())
      writeStatus(node.store, current, status)
    },
    cancel() {
      for (const cancel of cancels) cancel()
      cancels.clear()
    },
  }
}

function freshFacts(startedMs: number): MutableFacts {
  return { phase: 'Pending', hasSandbox: false, podIP: undefined, startedMs, failure: undefined, isStopping: false }
}

function containersOf(pod: KubeObject): readonly SimulatedContainer[] {
  const init = listAt(pod, 'spec', 'initContainers')
  const isFirst = init.length === 0
  return [
    ...init.map((spec, index) => containerFor(spec, true, index === 0)),
    ...listAt(pod, 'spec', 'containers').map((spec) => containerFor(spec, false, isFirst)),
  ]
}

/** The spec a container was made from. */
export function specOf(pod: KubeObject, name: string): unknown {
  const specs = [...listAt(pod, 'spec', 'initContainers'), ...listAt(pod, 'spec', 'containers')]
  return specs.find((spec) => textAt(spec, 'name') === name)
}
