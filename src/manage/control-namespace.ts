import { hasCode } from '../model/problem.ts'
import { sharedLabels } from '../plan/labels.ts'
import type { KubeObject } from '../plan/objects.ts'
import { controlNamespace } from '../plan/secret-copy.ts'
import type { Cluster } from '../run/ports.ts'

/** The namespace that holds groups of secrets and schedules. */
export const controlNamespaceObject: KubeObject = namespaceObject(controlNamespace)

/** A namespace with the marks that let it be deleted when nothing is left in it. */
export function namespaceObject(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: sharedLabels, annotations: { 'bodywork.dev/created-for': 'bodywork' } },
  }
}

/** Writes something; when that fails because the control namespace is absent, makes it and writes again. */
export async function inControlNamespace<T>(cluster: Cluster, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!hasCode(error, /^cluster\/namespace-missing$/)) throw error
    await cluster.create(controlNamespaceObject)
    return write()
  }
}
