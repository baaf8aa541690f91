import { fieldManager } from '../plan/labels.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { Cluster } from '../run/ports.ts'
import { refOf } from '../run/world.ts'
import { controlNamespaceObject, namespaceObject } from './control-namespace.ts'
import { controllerObjects } from './controller-access.ts'

/** What was done about one object. */
export interface Configured {
  readonly kind: string
  readonly name: string
  readonly change: 'created' | 'updated' | 'unchanged'
}

/** Makes what groups of secrets and schedules need; doing it twice changes nothing. */
export async function configureCluster(cluster: Cluster, namespace?: string): Promise<readonly Configured[]> {
  const done: Configured[] = []
  const more = namespace === undefined ? [] : [namespaceObject(namespace)]
  for (const object of [controlNamespaceObject, ...controllerObjects(), ...more]) done.push(await put(cluster, object))
  return done
}

/** A namespace of earlier releases, or of somebody else, stays as it is. */
async function put(cluster: Cluster, object: KubeObject): Promise<Configured> {
  const { kind } = object
  const { name } = object.metadata
  const live = await cluster.get(refOf(object))
  if (live !== undefined && kind === 'Namespace') return { kind, name, change: 'unchanged' }
  const applied = await cluster.apply(object, { fieldManager, force: true })
  const isSame = live?.metadata['resourceVersion'] === applied.metadata['resourceVersion']
  return { kind, name, change: live === undefined ? 'created' : isSame ? 'unchanged' : 'updated' }
}
