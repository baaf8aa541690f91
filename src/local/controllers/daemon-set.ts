import type { KubeObject } from '../../plan/objects.ts'
import { textAt } from '../api/json.ts'
import { type Control, type Controller, controlLoop } from './control.ts'
import { templateHash } from './deployment/template-hash.ts'
import { countAt, mapAt, present } from './fields.ts'
import { controllerOf, keyOf } from './object-cache.ts'
import { createPod, deletePod, podOf, podRevision, podsOf, revisionOf } from './owned-pods.ts'
import { availableInMs, isActivePod, isDeleting, isReadyPod, phaseOf } from './pod-state.ts'
import { placementFault } from './scheduler/placement.ts'
import { writeStatus } from './status-writer.ts'

const COMPONENT = 'daemonset-controller'

/** Keeps one pod of a DaemonSet on every node that will have it. */
export const daemonSetController: Controller = (control) => {
  const cache = control.caches.of('apps/v1', 'DaemonSet')
  const queue = controlLoop(control, { name: COMPONENT, cache, reconcile: (set) => syncDaemonSet(control, set) })
  control.caches.of('v1', 'Pod').onChange(({ object }) => {
    const owner = controllerOf(object)
    if (textAt(owner, 'kind') === 'DaemonSet') queue.add(`${object.metadata.namespace}/${textAt(owner, 'name')}`)
  })
  control.caches.of('v1', 'Node').onChange(({ type }) => {
    if (type !== 'MODIFIED') for (const set of cache.all()) queue.add(keyOf(set))
  })
}

function syncDaemonSet(control: Control, set: KubeObject): void {
  const revision = templateHash(mapAt(set, 'spec', 'template'))
  const nodes = [...control.caches.of('v1', 'Node').all()].filter((node) => isWanted(set, node))
  if (!isDeleting(set)) adjustPods(control, set, nodes, revision)
  const pods = podsOf(control, set).filter(isActivePod)
  const now = control.clock.now()
  const minReady = countAt(set, 'spec', 'minReadySeconds')
  const available = pods.filter((pod) => availableInMs(pod, minReady, now) === 0).length
  const updated = pods.filter((pod) => revisionOf(pod) === revision).length
  writeStatus(
    control.store,
    set,
    present({
      currentNumberScheduled: pods.length,
      numberMisscheduled: 0,
      desiredNumberScheduled: nodes.length,
      numberReady: pods.filter(isReadyPod).length,
      observedGeneration: set.metadata['generation'],
      updatedNumberScheduled: updated || undefined,
      numberAvailable: available || undefined,
      numberUnavailable: nodes.length - available || undefined,
    }),
  )
}

function adjustPods(control: Control, set: KubeObject, nodes: readonly KubeObject[], revision: string): void {
  const pods = podsOf(control, set)
  for (const pod of pods.filter((item) => phaseOf(item) === 'Failed' && !isDeleting(item)))
    deletePod(control, set, pod, COMPONENT)
  for (const node of nodes) {
    const here = pods.filter(
      (pod) => targetOf(pod) === node.metadata.name && !isDeleting(pod) && phaseOf(pod) !== 'Failed',
    )
    const isOutdated = (pod: KubeObject) => revisionOf(pod) !== revision
    if (here.length === 0) createPod(control, set, podFor(set, node, revision), COMPONENT)
    else if (textAt(set, 'spec', 'updateStrategy', 'type') !== 'OnDelete')
      for (const pod of here.filter(isOutdated)) deletePod(control, set, pod, COMPONENT)
  }
}

function podFor(set: KubeObject, node: KubeObject, revision: string): KubeObject {
  const nodeName = { key: 'metadata.name', operator: 'In', values: [node.metadata.name] }
  const required = { nodeSelectorTerms: [{ matchFields: [nodeName] }] }
  const pod = mapAt(set, 'spec', 'template', 'spec')
  const affinity = {
    ...mapAt(pod, 'affinity'),
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required },
  }
  return podOf(set, {
    generateName: `${set.metadata.name}-`,
    labels: { [podRevision]: revision },
    spec: { affinity },
  })
}

function targetOf(pod: KubeObject): string {
  const terms = mapAt(pod, 'spec', 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution')
  return textAt(terms, 'nodeSelectorTerms', 0, 'matchFields', 0, 'values', 0)
}

function isWanted(set: KubeObject, node: KubeObject): boolean {
  const template = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: '' },
    spec: mapAt(set, 'spec', 'template', 'spec'),
  }
  return placementFault(template, node) === undefined
}
