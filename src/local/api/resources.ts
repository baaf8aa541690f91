import type { Resource } from './resource.ts'
import { builtInResources } from './schema/resource-table.ts'

/** All resources that are served now. */
export interface Resources {
  find(group: string, version: string, resource: string): Resource | undefined
  ofKind(apiVersion: string, kind: string): Resource | undefined
  /** In the order of discovery. */
  all(): readonly Resource[]
  /** Replaces the versions of one custom resource. */
  define(storage: string, versions: readonly Resource[]): void
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf({ group, version }: { group: string; version: string }): string {
  return group === '' ? version : `${group}/${version}`
}

/** The built-in resources; custom ones are added later. */
export function createResources(): Resources {
  const byStorage = new Map<string, readonly Resource[]>()
  const byPath = new Map<string, Resource>()
  const byKind = new Map<string, Resource>()

  function define(storage: string, versions: readonly Resource[]): void {
    for (const old of byStorage.get(storage) ?? []) {
      byPath.delete(`${apiVersionOf(old)}/${old.resource}`)
      byKind.delete(`${apiVersionOf(old)} ${old.kind}`)
    }
    if (versions.length === 0) byStorage.delete(storage)
    else byStorage.set(storage, versions)
    for (const version of versions) {
      byPath.set(`${apiVersionOf(version)}/${version.resource}`, version)
      byKind.set(`${apiVersionOf(version)} ${version.kind}`, version)
    }
  }

  for (const resource of builtInResources()) define(`${resource.group}/${resource.resource}`, [resource])
  return {
    find: (group, version, resource) => byPath.get(`${apiVersionOf({ group, version })}/${resource}`),
    ofKind: (apiVersion, kind) => byKind.get(`${apiVersion} ${kind}`),
    all: () => [...byStorage.values()].flat(),
    define,
  }
}
