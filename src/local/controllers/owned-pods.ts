import type { KubeObject } from '../../plan/objects.ts'
import { isMap, listAt, textAt } from '../api/json.ts'
import { type Control, isApiFault } from './control.ts'
import { mapAt, present, textsAt } from './fields.ts'

/** What a controller adds to the pods it makes from its template. */
export interface PodExtras {
  /** The whole name, where pods have an identity. */
  readonly name?: string
  /** Else the stem of a random name. */
  readonly generateName?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly finalizers?: readonly string[]
  readonly spec?: Readonly<Record<string, unknown>>
}

/** Label that names the revision of its owner which a pod is of. */
export const podRevision = 'controller-revision-hash'

/** The pods that an object controls. */
export function podsOf(control: Control, owner: KubeObject): readonly KubeObject[] {
  return control.caches.of('v1', 'Pod').controlledBy(textAt(owner, 'metadata', 'uid'))
}

/** The revision of its owner that a pod is of. */
export function revisionOf(pod: KubeObject): string {
  return textsAt(pod, 'metadata', 'labels')[podRevision] ?? ''
}

/** The reference by which an object belongs to its controller. */
export function controllerReference(owner: KubeObject): Readonly<Record<string, unknown>> {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: textAt(owner, 'metadata', 'uid'),
    controller: true,
    blockOwnerDeletion: true,
  }
}

/** A pod made from the owner's template. */
export function podOf(owner: KubeObject, extras: PodExtras): KubeObject {
  const template = mapAt(owner, 'spec', 'template')
  const labels = { ...textsAt(template, 'metadata', 'labels'), ...extras.labels }
  const annotations = { ...textsAt(template, 'metadata', 'annotations'), ...extras.annotations }
  const finalizers = [...listAt(template, 'metadata', 'finalizers'), ...(extras.finalizers ?? [])]
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...present({ generateName: extras.name === undefined ? extras.generateName : undefined }),
      name: extras.name ?? '',
      namespace: owner.metadata.namespace ?? '',
      labels,
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      ...(finalizers.length === 0 ? {} : { finalizers }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: { ...mapAt(template, 'spec'), ...extras.spec },
  }
}

/** Creates the pod and tells so; a refusal is told as FailedCreate and thrown on. */
export function createPod(control: Control, owner: KubeObject, pod: KubeObject, component: string): KubeObject {
  try {
    const created = control.store.create(pod)
    const message = `Created pod: ${created.metadata.name}`
    control.events.record(owner, { type: 'Normal', reason: 'SuccessfulCreate', message, component })
    return created
  } catch (error) {
    if (isApiFault(error)) {
      const message = `Error creating: ${error.message}`
      control.events.record(owner, { type: 'Warning', reason: 'FailedCreate', message, component })
    }
    throw error
  }
}

/** Deletes the pod and tells so. */
export function deletePod(control: Control, owner: KubeObject, pod: KubeObject, component: string): void {
  const { name, namespace = '' } = pod.metadata
  control.store.delete({ apiVersion: 'v1', kind: 'Pod', namespace, name }, { propagation: 'Background' })
  const message = `Deleted pod: ${name}`
  control.events.record(owner, { type: 'Normal', reason: 'SuccessfulDelete', message, component })
}

/** The object without that finalizer. */
export function withoutFinalizer(object: KubeObject, finalizer: string): KubeObject {
  const finalizers = listAt(object, 'metadata', 'finalizers').filter((item) => item !== finalizer)
  const { finalizers: _dropped, ...metadata } = object.metadata
  return { ...object, metadata: finalizers.length === 0 ? metadata : { ...metadata, finalizers } }
}

/** True when the object waits for that finalizer. */
export function hasFinalizer(object: unknown, finalizer: string): boolean {
  return isMap(object) && listAt(object, 'metadata', 'finalizers').includes(finalizer)
}
