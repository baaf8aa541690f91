import type { KubeObject } from '../plan/objects.ts'
import type { ObjectRef } from '../run/events.ts'
import type { Cluster } from '../run/ports.ts'
import { refOf } from '../run/world.ts'

/** Kinds whose objects make a namespace somebody's. */
const contents = [
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['batch/v1', 'CronJob'],
  ['batch/v1', 'Job'],
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
] as const

/** Accounts that pipelines of one namespace share. */
const shared = [
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['v1', 'ServiceAccount'],
] as const

/** What is to happen with a namespace from which a pipeline was removed. */
export type NamespaceVerdict =
  | { readonly kind: 'delete'; readonly uid?: string }
  | { readonly kind: 'keep'; readonly why: string }

/** Decides about a namespace: only one that we made and in which nothing is left may go. */
export async function namespaceVerdict(cluster: Cluster, name: string): Promise<NamespaceVerdict> {
  const namespace = await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name })
  if (namespace === undefined) return { kind: 'keep', why: 'it is gone already' }
  if (!isOurs(namespace)) return { kind: 'keep', why: 'it was not made by bodywork' }
  const left = (
    await Promise.all(contents.map(([apiVersion, kind]) => cluster.list({ apiVersion, kind, namespace: name })))
  )
    .flat()
    .filter((object) => counts(object))
  const [first] = left
  if (first !== undefined)
    return {
      kind: 'keep',
      why: `it still has ${left.length === 1 ? '' : `${left.length} objects, such as `}${first.kind} ${first.metadata.name}`,
    }
  const uid = namespace.metadata['uid']
  return { kind: 'delete', ...(typeof uid === 'string' ? { uid } : {}) }
}

/** The shared accounts of a namespace that no pipeline uses any more; none while one is left. */
export async function unusedAccounts(cluster: Cluster, namespace: string): Promise<readonly ObjectRef[]> {
  const users = await Promise.all(
    [
      ['apps/v1', 'Deployment'],
      ['v1', 'Secret'],
    ].map(([apiVersion = '', kind = '']) =>
      cluster.list({ apiVersion, kind, namespace, labelSelector: 'bodywork.dev/pipeline' }),
    ),
  )
  if (users.flat().length > 0) return []
  const accounts = await Promise.all(
    shared.map(([apiVersion, kind]) =>
      cluster.list({ apiVersion, kind, namespace, labelSelector: 'app.kubernetes.io/managed-by=bodywork' }),
    ),
  )
  return accounts.flat().map(refOf)
}

function isOurs({ metadata: { labels, annotations } }: KubeObject): boolean {
  return (
    labels?.['app.kubernetes.io/managed-by'] === 'bodywork' && annotations?.['bodywork.dev/created-for'] !== undefined
  )
}

/** What the cluster puts into every namespace, and what is on its way out, is nobody's. */
function counts(object: KubeObject): boolean {
  const { name, deletionTimestamp, ownerReferences } = object.metadata
  if (deletionTimestamp !== undefined || ownerReferences !== undefined) return false
  if (object.kind === 'ConfigMap' && name === 'kube-root-ca.crt') return false
  return !(object.kind === 'Secret' && object['type'] === 'kubernetes.io/service-account-token')
}
