import type { KubeObject } from '../../../plan/objects.ts'
import { numberAt, textAt } from '../../api/json.ts'
import type { Control } from '../control.ts'
import { countAt, mapAt, present, textsAt, timeAt } from '../fields.ts'
import { controllerReference } from '../owned-pods.ts'
import type { DeploymentSpec } from './deployment-spec.ts'
import { isSameTemplate, TEMPLATE_HASH, templateHash } from './template-hash.ts'

/** Which rollout an object belongs to, counted from 1. */
export const REVISION = 'deployment.kubernetes.io/revision'
/** How many replicas the Deployment wanted when it last wrote the ReplicaSet. */
export const DESIRED = 'deployment.kubernetes.io/desired-replicas'
const MAXIMUM = 'deployment.kubernetes.io/max-replicas'
const HISTORY = 'deployment.kubernetes.io/revision-history'
/** Annotations that belong to one object and are not handed down. */
const OWN = new Set([REVISION, DESIRED, MAXIMUM, HISTORY, 'kubectl.kubernetes.io/last-applied-configuration'])

/** A Deployment's ReplicaSets: the one of its present template, and the others, oldest first. */
export interface Generations {
  readonly current: KubeObject | undefined
  readonly old: readonly KubeObject[]
}

/** Sorts out which ReplicaSet is which. */
export function generationsOf(deployment: KubeObject, sets: readonly KubeObject[]): Generations {
  const byAge = [...sets].sort((a, b) => createdAt(a) - createdAt(b) || (a.metadata.name < b.metadata.name ? -1 : 1))
  const template = mapAt(deployment, 'spec', 'template')
  const current = byAge.find((set) => isSameTemplate(mapAt(set, 'spec', 'template'), template))
  return { current, old: byAge.filter((set) => set !== current) }
}

/** The replicas a ReplicaSet is asked for. */
export function wantedReplicas(set: KubeObject | undefined): number {
  return set === undefined ? 0 : (numberAt(set, 'spec', 'replicas') ?? 1)
}

/** A sum over ReplicaSets. */
export function sum(sets: readonly KubeObject[], count: (set: KubeObject) => number): number {
  return sets.reduce((total, set) => total + count(set), 0)
}

/** A count of their status. */
export function statusCount(field: string): (set: KubeObject) => number {
  return (set) => countAt(set, 'status', field)
}

/** The rollout number of an object; 0 when it has none. */
export function revisionOf(object: KubeObject): number {
  return Number(textAt(object, 'metadata', 'annotations', REVISION) || '0')
}

/** Creates the ReplicaSet of the present template. */
export function createReplicaSet(
  control: Control,
  deployment: KubeObject,
  spec: DeploymentSpec,
  generations: Generations,
  replicas: number,
): KubeObject {
  const template = mapAt(deployment, 'spec', 'template')
  const hash = templateHash(template, countAt(deployment, 'status', 'collisionCount'))
  const labels = { ...textsAt(template, 'metadata', 'labels'), [TEMPLATE_HASH]: hash }
  const revision = Math.max(0, ...generations.old.map(revisionOf)) + 1
  return control.store.create({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace ?? '',
      labels,
      annotations: { ...inherited(deployment), ...scaleMarks(spec), [REVISION]: `${revision}` },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: present({
      replicas,
      minReadySeconds: spec.minReadySeconds || undefined,
      selector: {
        ...mapAt(deployment, 'spec', 'selector'),
        matchLabels: { ...textsAt(deployment, 'spec', 'selector', 'matchLabels'), [TEMPLATE_HASH]: hash },
      },
      template: { ...template, metadata: { ...mapAt(template, 'metadata'), labels } },
    }),
  })
}

/** Brings an existing ReplicaSet back into use: it becomes the newest revision. */
export function refreshReplicaSet(
  control: Control,
  deployment: KubeObject,
  spec: DeploymentSpec,
  generations: Generations,
): KubeObject | undefined {
  const { current, old } = generations
  if (current === undefined) return undefined
  const newest = Math.max(0, ...old.map(revisionOf)) + 1
  const before = textsAt(current, 'metadata', 'annotations')
  const own = revisionOf(current)
  const history = own > 0 && own < newest ? { [HISTORY]: [before[HISTORY], own].filter(Boolean).join(',') } : {}
  const annotations = { ...before, ...inherited(deployment), ...history, [REVISION]: `${Math.max(own, newest)}` }
  const isSame = JSON.stringify(annotations) === JSON.stringify(before)
  const hasSpec = countAt(current, 'spec', 'minReadySeconds') === spec.minReadySeconds
  if (isSame && hasSpec) return current
  const specAfter = present({ ...mapAt(current, 'spec'), minReadySeconds: spec.minReadySeconds || undefined })
  return control.store.update({ ...current, metadata: { ...current.metadata, annotations }, spec: specAfter })
}

/** Asks a ReplicaSet for another number of pods, and tells so. */
export function scaleReplicaSet(
  control: Control,
  deployment: KubeObject,
  spec: DeploymentSpec,
  set: KubeObject,
  replicas: number,
): KubeObject {
  const before = wantedReplicas(set)
  const marks = scaleMarks(spec)
  const annotations = { ...textsAt(set, 'metadata', 'annotations'), ...marks }
  const isMarked = textAt(set, 'metadata', 'annotations', DESIRED) === marks[DESIRED]
  if (before === replicas && isMarked) return set
  const next = { ...set, metadata: { ...set.metadata, annotations }, spec: { ...mapAt(set, 'spec'), replicas } }
  const written = control.store.update(next)
  if (before !== replicas) tellScaling(control, deployment, set.metadata.name, before, replicas)
  return written
}

/** Tells of a scaling in the words of `kubectl describe deployment`. */
export function tellScaling(control: Control, deployment: KubeObject, name: string, from: number, to: number): void {
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${name} from ${from} to ${to}`
  control.events.record(deployment, {
    type: 'Normal',
    reason: 'ScalingReplicaSet',
    message,
    component: 'deployment-controller',
  })
}

function scaleMarks(spec: DeploymentSpec): Record<string, string> {
  return { [DESIRED]: `${spec.replicas}`, [MAXIMUM]: `${spec.replicas + spec.maxSurge}` }
}

function inherited(deployment: KubeObject): Record<string, string> {
  const own = Object.entries(textsAt(deployment, 'metadata', 'annotations'))
  return Object.fromEntries(own.filter(([key]) => !OWN.has(key)))
}

function createdAt(set: KubeObject): number {
  return timeAt(set, 'metadata', 'creationTimestamp') ?? 0
}
