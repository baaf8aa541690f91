import type { KubeObject } from '../../../plan/objects.ts'
import { isMap, listAt } from '../../api/json.ts'
import type { Control } from '../control.ts'
import { mapAt } from '../fields.ts'
import { createPod, deletePod, hasFinalizer, podOf, withoutFinalizer } from '../owned-pods.ts'
import { byUselessness } from '../pod-state.ts'
import { INDEX, INDEX_FAILURES, TRACKING } from './tally.ts'

const COMPONENT = 'job-controller'

/** Which pod of a Job to make. */
export interface PodOrder {
  readonly index?: number
  /** Set where the Job counts failures by index. */
  readonly indexFailures?: number
}

/** Creates one pod of the Job. */
export function createJobPod(control: Control, job: KubeObject, order: PodOrder): void {
  const { name } = job.metadata
  const stem = order.index === undefined ? name : `${name}-${order.index}`
  const pod = podOf(job, {
    generateName: `${stem.slice(0, 57)}-`,
    finalizers: [TRACKING],
    ...(order.index === undefined ? {} : indexedExtras(job, stem, order.index, order.indexFailures)),
  })
  createPod(control, job, pod, COMPONENT)
}

/** Lets a pod go: its end has been counted, or is not to be counted. */
export function releasePod(control: Control, pod: KubeObject): void {
  const { name, namespace = '' } = pod.metadata
  const current = control.store.get({ apiVersion: 'v1', kind: 'Pod', namespace, name })
  if (current !== undefined && hasFinalizer(current, TRACKING))
    control.store.update(withoutFinalizer(current, TRACKING))
}

/** Deletes pods that are not wanted, without counting them as failed. */
export function dropPods(control: Control, job: KubeObject, pods: readonly KubeObject[], count: number): void {
  for (const pod of [...pods].sort(byUselessness).slice(0, count)) {
    releasePod(control, pod)
    deletePod(control, job, pod, COMPONENT)
  }
}

/** Ends the running pods of a Job whose ending is decided; they keep their finalizer, so that they are counted. */
export function endPods(control: Control, job: KubeObject, pods: readonly KubeObject[]): void {
  for (const pod of pods) deletePod(control, job, pod, COMPONENT)
}

function indexedExtras(job: KubeObject, hostname: string, index: number, failures: number | undefined) {
  const template = mapAt(job, 'spec', 'template', 'spec')
  const withEnv = (containers: readonly unknown[]) => containers.map((container) => withIndexEnv(container))
  return {
    labels: { [INDEX]: `${index}` },
    annotations: { [INDEX]: `${index}`, ...(failures === undefined ? {} : { [INDEX_FAILURES]: `${failures}` }) },
    spec: {
      hostname: hostname.slice(0, 63),
      containers: withEnv(listAt(template, 'containers')),
      ...(template['initContainers'] === undefined
        ? {}
        : { initContainers: withEnv(listAt(template, 'initContainers')) }),
    },
  }
}

function withIndexEnv(container: unknown): unknown {
  if (!isMap(container)) return container
  const env = listAt(container, 'env')
  if (env.some((item) => isMap(item) && item['name'] === 'JOB_COMPLETION_INDEX')) return container
  const fieldRef = { apiVersion: 'v1', fieldPath: `metadata.labels['${INDEX}']` }
  return { ...container, env: [...env, { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef } }] }
}
