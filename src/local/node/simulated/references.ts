import type { KubeObject } from '../../../plan/objects.ts'
import { at, listAt, textAt } from '../../api/json.ts'
import type { LocalStore } from '../../contract.ts'
import { isTrueAt } from '../../controllers/fields.ts'

type Source = 'Secret' | 'ConfigMap'

/** Why a container cannot be made from its environment: what it refers to is not there. In the kubelet's words. */
export function environmentFault(store: LocalStore, pod: KubeObject, container: unknown): string | undefined {
  for (const from of listAt(container, 'envFrom')) {
    const fault =
      objectFault(store, pod, 'Secret', at(from, 'secretRef')) ??
      objectFault(store, pod, 'ConfigMap', at(from, 'configMapRef'))
    if (fault !== undefined) return fault
  }
  for (const variable of listAt(container, 'env')) {
    const fault =
      keyFault(store, pod, 'Secret', at(variable, 'valueFrom', 'secretKeyRef')) ??
      keyFault(store, pod, 'ConfigMap', at(variable, 'valueFrom', 'configMapKeyRef'))
    if (fault !== undefined) return fault
  }
  return undefined
}

/** Why a volume of the pod cannot be mounted; one that no container mounts is not looked at. */
export function volumeFault(store: LocalStore, pod: KubeObject): string | undefined {
  const containers = [...listAt(pod, 'spec', 'initContainers'), ...listAt(pod, 'spec', 'containers')]
  const mounted = new Set(
    containers.flatMap((item) => listAt(item, 'volumeMounts').map((mount) => textAt(mount, 'name'))),
  )
  for (const volume of listAt(pod, 'spec', 'volumes')) {
    if (!mounted.has(textAt(volume, 'name'))) continue
    const fault =
      sourceFault(store, pod, 'Secret', at(volume, 'secret'), 'secretName') ??
      sourceFault(store, pod, 'ConfigMap', at(volume, 'configMap'), 'name') ??
      projectedFault(store, pod, volume)
    if (fault !== undefined) return `MountVolume.SetUp failed for volume "${textAt(volume, 'name')}" : ${fault}`
  }
  return undefined
}

function projectedFault(store: LocalStore, pod: KubeObject, volume: unknown): string | undefined {
  for (const source of listAt(volume, 'projected', 'sources')) {
    const fault =
      sourceFault(store, pod, 'Secret', at(source, 'secret'), 'name') ??
      sourceFault(store, pod, 'ConfigMap', at(source, 'configMap'), 'name')
    if (fault !== undefined) return fault
  }
  return undefined
}

function sourceFault(
  store: LocalStore,
  pod: KubeObject,
  kind: Source,
  source: unknown,
  nameField: string,
): string | undefined {
  if (source === undefined || isTrueAt(source, 'optional')) return undefined
  const name = textAt(source, nameField)
  const object = find(store, pod, kind, name)
  if (object === undefined) return `${kind.toLowerCase()} "${name}" not found`
  const missing = listAt(source, 'items').find((item) => !hasKey(object, textAt(item, 'key')))
  const what = kind === 'Secret' ? 'secret key' : 'config key'
  return missing === undefined ? undefined : `references non-existent ${what}: ${textAt(missing, 'key')}`
}

function objectFault(store: LocalStore, pod: KubeObject, kind: Source, ref: unknown): string | undefined {
  if (ref === undefined || isTrueAt(ref, 'optional')) return undefined
  const name = textAt(ref, 'name')
  return find(store, pod, kind, name) === undefined ? `${kind.toLowerCase()} "${name}" not found` : undefined
}

function keyFault(store: LocalStore, pod: KubeObject, kind: Source, ref: unknown): string | undefined {
  const fault = objectFault(store, pod, kind, ref)
  if (fault !== undefined || ref === undefined || isTrueAt(ref, 'optional')) return fault
  const name = textAt(ref, 'name')
  const object = find(store, pod, kind, name)
  const key = textAt(ref, 'key')
  return hasKey(object, key) ? undefined : `couldn't find key ${key} in ${kind} ${pod.metadata.namespace}/${name}`
}

function find(store: LocalStore, pod: KubeObject, kind: Source, name: string): KubeObject | undefined {
  return store.get({ apiVersion: 'v1', kind, namespace: pod.metadata.namespace ?? '', name })
}

function hasKey(object: unknown, key: string): boolean {
  return at(object, 'data', key) !== undefined || at(object, 'binaryData', key) !== undefined
}
