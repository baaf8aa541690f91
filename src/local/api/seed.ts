import type { Draft } from './json.ts'
import { ADMIN, type Kernel } from './kernel.ts'
import { createObject } from './rest/create.ts'
import { keyOf } from './store/storage.ts'

const NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease']

/** Creates what every cluster has from its first moment, where it is missing. */
export function seedObjects(kernel: Kernel): void {
  for (const name of NAMESPACES) seed(kernel, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
}

function seed(kernel: Kernel, draft: Draft & { metadata: { name: string; namespace?: string } }): void {
  const resource = kernel.resources.ofKind(String(draft['apiVersion']), String(draft['kind']))
  const { name, namespace } = draft.metadata
  if (resource === undefined || kernel.storage.get(resource.storage, keyOf(namespace, name)) !== undefined) return
  const options = { user: ADMIN, isDryRun: false, manager: undefined, validation: 'Ignore' as const, warn: () => {} }
  createObject(kernel, { resource, namespace, name }, draft, options)
}
