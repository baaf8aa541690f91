import { field, type KubeObject } from '../../plan/objects.ts'
import { listField, textField } from '../world.ts'
import type { Cause } from './causes.ts'
import { conditionEvidence, conditionOf } from './fields.ts'
import { type Finding, failureOf, type Scene } from './finding.ts'
import type { PodView } from './pod-view.ts'

/** One line of what the scheduler says: how many nodes, and why not. */
export interface NodeReason {
  readonly nodes: number
  readonly reason: string
}

/** Splits "0/5 nodes are available: 3 Insufficient cpu, 2 node(s) had …" into its parts. */
export function nodeReasons(message: string): { readonly total: number; readonly reasons: readonly NodeReason[] } {
  const total = Number(/^\d+\/(\d+) nodes/.exec(message)?.[1] ?? 0)
  const body = message
    .replace(/^[^:]*nodes are available: /, '')
    .replace(/\. (no new claims|preemption|not found).*$/s, '')
  const reasons = body
    .split(/, (?=\d+ )/)
    .map((part) => /^(\d+) (.*)$/s.exec(part.trim()))
    .filter((match) => match !== null)
    .map((match) => ({ nodes: Number(match[1]), reason: (match[2] ?? '').replace(/\.$/, '') }))
  return { total, reasons }
}

const hard: readonly (readonly [RegExp, Cause])[] = [
  [/persistentvolumeclaim "[^"]*" not found/, 'pvc-missing'],
  [/unbound immediate PersistentVolumeClaims/, 'pvc-unbound'],
  [/volume node affinity conflict|volume zone|max volume count/, 'unschedulable-volume'],
  [/free ports/, 'unschedulable-ports'],
  [/untolerated taint/, 'unschedulable-taint'],
  [/topology spread/, 'unschedulable-spread'],
  [/pod (anti-)?affinity|anti-affinity rules/, 'unschedulable-affinity'],
  [/node affinity\/selector|node selector|nodeName/, 'unschedulable-selector'],
]

/** The cause in the words of the scheduler; what other pods may free comes first. */
export function classifyUnschedulable(message: string): Cause {
  if (/Insufficient cpu/.test(message)) return 'unschedulable-cpu'
  if (/Insufficient memory/.test(message)) return 'unschedulable-memory'
  if (/Insufficient |Too many pods/.test(message)) return 'unschedulable-resource'
  return hard.find(([pattern]) => pattern.test(message))?.[1] ?? 'unschedulable'
}

/** Why no node takes the pod, if the scheduler has said so. */
export function schedulingFinding(pod: PodView, scene: Scene): Finding | undefined {
  const condition = conditionOf(pod.pod, 'PodScheduled')
  if (condition?.status !== 'False' || condition.reason !== 'Unschedulable') return undefined
  const cause = classifyUnschedulable(condition.message)
  return {
    key: `scheduling:${pod.uid}:${cause}${isScalingUp(pod, scene) ? ':scaling' : ''}`,
    graceMs: graceOf(cause, pod, scene),
    failure: failureOf(cause, sentence(cause, condition.message, pod, scene), {
      object: pod.ref,
      evidence: conditionEvidence(condition),
    }),
  }
}

function graceOf(cause: Cause, pod: PodView, scene: Scene): number {
  const { graces } = scene
  if (isScalingUp(pod, scene)) return 2 * graces.unschedulableMs
  if (cause === 'pvc-unbound') return graces.mountMs
  const mayBeFreed = /cpu|memory|resource$/.test(cause) || cause === 'unschedulable'
  return mayBeFreed && !hasEvent(pod, scene, /^NotTriggerScaleUp$/)
    ? graces.unschedulableMs
    : graces.unschedulableHardMs
}

/** True while an autoscaler has promised a node: the cluster autoscaler or Karpenter. */
function isScalingUp(pod: PodView, scene: Scene): boolean {
  return hasEvent(pod, scene, /^(TriggeredScaleUp|Nominated)$/)
}

function hasEvent(pod: PodView, scene: Scene, reason: RegExp): boolean {
  return scene.world.eventsOf(pod.uid).some((event) => reason.test(textField(event, 'reason') ?? ''))
}

function sentence(cause: Cause, message: string, pod: PodView, scene: Scene): string {
  if (cause === 'pvc-missing') {
    return `the persistent volume claim "${/claim "([^"]*)"/.exec(message)?.[1]}" does not exist`
  }
  if (cause === 'pvc-unbound') return `a persistent volume claim of the pod is not bound${claimText(pod, scene)}`
  const { total, reasons } = nodeReasons(message)
  const table = reasons.map(({ nodes, reason }) => `${nodes} ${reason.replace(/^node\(s\) /, '')}`).join('; ')
  const asked = askedText(cause, pod, scene)
  return `none of ${total} nodes takes pod ${pod.name}: ${table || message}${asked}`
}

function claimText(pod: PodView, scene: Scene): string {
  for (const volume of listField(pod.pod, 'spec', 'volumes')) {
    const name = textField(volume, 'persistentVolumeClaim', 'claimName')
    if (name === undefined) continue
    const claim = scene.world.named('PersistentVolumeClaim', pod.ref.namespace, name)
    if (claim === undefined || textField(claim, 'status', 'phase') === 'Bound') continue
    const storageClass = textField(claim, 'spec', 'storageClassName')
    const event = scene.world.eventsOf(textField(claim, 'metadata', 'uid') ?? '').at(-1)
    return `: "${name}" (storage class ${storageClass || 'none'}): ${textField(event, 'message') ?? 'no volume fits'}`
  }
  return ''
}

function askedText(cause: Cause, pod: PodView, scene: Scene): string {
  const resource = { 'unschedulable-cpu': 'cpu', 'unschedulable-memory': 'memory' }[String(cause)]
  if (resource === undefined) return ''
  const asked = requests(pod, resource)
  if (asked.length === 0) return ''
  const biggest = biggestAllocatable(scene.world.of('Node'), resource)
  return `; it asks for ${asked.join(' + ')} ${resource}${biggest ? `, the biggest node offers ${biggest}` : ''}`
}

function requests(pod: PodView, resource: string): readonly string[] {
  return listField(pod.pod, 'spec', 'containers')
    .map((spec) => field(spec, 'resources', 'requests', resource))
    .filter((value) => value !== undefined)
    .map(String)
}

function biggestAllocatable(nodes: readonly KubeObject[], resource: string): string | undefined {
  const offers = nodes
    .map((node) => textField(node, 'status', 'allocatable', resource))
    .filter((value) => value !== undefined)
  return offers.toSorted((a, b) => quantity(b) - quantity(a))[0]
}

const units: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
}

/** A Kubernetes quantity as a number. */
export function quantity(value: string): number {
  const match = /^([\d.]+)([a-zA-Z]*)$/.exec(value)
  return match ? Number(match[1]) * (units[match[2] ?? ''] ?? 1) : 0
}
