import { sharedLabels } from '../plan/labels.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import { controlNamespace } from '../plan/secret-copy.ts'
import type { ObjectRef } from '../run/events.ts'
import type { Cluster } from '../run/ports.ts'
import { recordLabel } from '../run/record.ts'
import { textField } from '../run/world.ts'
import { inControlNamespace } from './control-namespace.ts'
import { missing, taken } from './missing.ts'
import type { SecretData } from './secret-data.ts'

/** Where a secret is kept: in a group, or plainly in a namespace as before there were groups. */
export type SecretHome =
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'namespace'; readonly namespace: string }

/** A secret as it is shown: never with its values. */
export interface ShownSecret {
  readonly name: string
  readonly group?: string
  readonly namespace: string
  readonly keys: readonly string[]
  readonly createdAt?: string
}

/** The object that holds a secret. */
export function secretRef(home: SecretHome, name: string): ObjectRef & { readonly namespace: string } {
  const common = { apiVersion: 'v1', kind: 'Secret' }
  return home.kind === 'group'
    ? { ...common, namespace: controlNamespace, name: `${home.group}-${name}` }
    : { ...common, namespace: home.namespace, name }
}

/** Makes a secret; one that is there already stays as it is. */
export async function createSecret(cluster: Cluster, home: SecretHome, name: string, data: SecretData): Promise<void> {
  const ref = secretRef(home, name)
  const labels = { ...sharedLabels, ...(home.kind === 'group' ? { group: home.group } : {}) }
  const secret: KubeObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'Opaque',
    metadata: { name: ref.name, namespace: ref.namespace, labels },
    data: encoded(data),
  }
  const create = () => cluster.create(secret)
  const { existed } = await (home.kind === 'group' ? inControlNamespace(cluster, create) : create())
  if (existed) throw taken('secret', ref.name, `Change it: bodywork update secret ${name} ${homeWords(home)}`)
}

/** Sets keys and removes others; keys that are not named stay. */
export async function updateSecret(
  cluster: Cluster,
  at: { readonly home: SecretHome; readonly name: string },
  change: { readonly data: SecretData; readonly remove: readonly string[] },
): Promise<void> {
  const live = await findSecret(cluster, at.home, at.name)
  const keys = keysOf(live)
  for (const key of change.remove) if (!keys.includes(key)) throw missing(`key of the secret ${at.name}`, key, keys)
  const removed = Object.fromEntries(change.remove.map((key) => [key, null]))
  await cluster.patch(secretRef(at.home, at.name), { data: { ...removed, ...encoded(change.data) } })
}

/** Deletes one secret. */
export async function deleteSecret(cluster: Cluster, home: SecretHome, name: string): Promise<void> {
  await findSecret(cluster, home, name)
  await cluster.delete(secretRef(home, name))
}

/** Secrets of a group, of all groups, or of a namespace; the records of runs are left out. */
export async function listSecrets(cluster: Cluster, home?: SecretHome): Promise<readonly ShownSecret[]> {
  const namespace = home?.kind === 'namespace' ? home.namespace : controlNamespace
  const labelSelector = home === undefined ? 'group' : home.kind === 'group' ? `group=${home.group}` : undefined
  const selection = {
    apiVersion: 'v1',
    kind: 'Secret',
    namespace,
    ...(labelSelector === undefined ? {} : { labelSelector }),
  }
  const secrets = (await cluster.list(selection)).filter(({ metadata }) => metadata.labels?.[recordLabel] === undefined)
  return secrets.map(shownSecret).sort((a, b) => compare(a.group, b.group) || compare(a.name, b.name))
}

/** The group's secrets with at least one, or an error that names the groups there are. */
export async function secretsOfGroup(cluster: Cluster, group: string): Promise<readonly ShownSecret[]> {
  const found = await listSecrets(cluster, { kind: 'group', group })
  if (found.length > 0) return found
  const groups = (await listSecrets(cluster)).flatMap((secret) => secret.group ?? [])
  throw missing('group of secrets', group, [...new Set(groups)])
}

/** A live secret as it may be shown. */
export function shownSecret(secret: KubeObject): ShownSecret {
  const { name, namespace = '', labels } = secret.metadata
  const group = namespace === controlNamespace ? labels?.['group'] : undefined
  const createdAt = textField(secret, 'metadata', 'creationTimestamp')
  const isPrefixed = group !== undefined && name.startsWith(`${group}-`)
  return {
    name: isPrefixed ? name.slice(group.length + 1) : name,
    ...(group === undefined ? {} : { group }),
    namespace,
    keys: keysOf(secret),
    ...(createdAt === undefined ? {} : { createdAt }),
  }
}

async function findSecret(cluster: Cluster, home: SecretHome, name: string): Promise<KubeObject> {
  const live = await cluster.get(secretRef(home, name))
  if (live !== undefined) return live
  const known = await listSecrets(cluster, home)
  const what = home.kind === 'group' ? `secret of the group ${home.group}` : `secret in the namespace ${home.namespace}`
  throw missing(
    what,
    name,
    known.map((secret) => secret.name),
  )
}

function keysOf(secret: KubeObject): readonly string[] {
  return Object.keys(Object(field(secret, 'data') ?? {})).sort()
}

function encoded(data: SecretData): Record<string, string> {
  return Object.fromEntries([...data].map(([key, value]) => [key, value.toString('base64')]))
}

function homeWords(home: SecretHome): string {
  return home.kind === 'group' ? `--group ${home.group}` : `--namespace ${home.namespace}`
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}
