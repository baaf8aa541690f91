import type { KubeObject } from '../../src/plan/objects.ts'
import type { Cluster } from '../../src/run/ports.ts'

/** One thing that was asked of a cluster, as access rules know it. */
export interface Asked {
  readonly verb: string
  readonly apiVersion: string
  readonly kind: string
  readonly subresource?: string
  readonly namespace?: string
  readonly name?: string
}

/** The same cluster; what is asked of it is written down with the verbs that Kubernetes would check. */
export function recordingAccess<T extends Cluster>(cluster: T): T & { readonly asked: Asked[] } {
  const asked: Asked[] = []
  const note = (verbs: readonly string[], at: Omit<Asked, 'verb'>): void => {
    // A namespace is checked as lying in itself when it is named.
    const namespace = at.kind === 'Namespace' ? at.name : at.namespace
    const { apiVersion, kind, name, subresource } = at
    for (const verb of verbs)
      asked.push({
        verb,
        apiVersion,
        kind,
        ...(subresource === undefined ? {} : { subresource }),
        ...(namespace === undefined || (verb === 'create' && kind === 'Namespace') ? {} : { namespace }),
        ...(name === undefined ? {} : { name }),
      })
  }
  const of = ({ apiVersion, kind, metadata: { namespace, name } }: KubeObject): Omit<Asked, 'verb'> => ({
    apiVersion,
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
  })
  return {
    ...cluster,
    asked,
    get: (ref, how) => {
      note(['get'], ref)
      return cluster.get(ref, how)
    },
    list: (selection) => {
      note(['list'], selection)
      return cluster.list(selection)
    },
    create: async (object) => {
      const answer = await cluster.create(object)
      note(answer.existed ? ['create', 'get'] : ['create'], of(object))
      return answer
    },
    apply: async (object, options) => {
      const isThere = (await cluster.get(of(object) as Parameters<Cluster['get']>[0])) !== undefined
      note(isThere ? ['patch'] : ['patch', 'create'], of(object))
      return cluster.apply(object, options)
    },
    replace: (object) => {
      note(['update'], of(object))
      return cluster.replace(object)
    },
    patch: (ref, patch) => {
      note(['patch'], ref)
      return cluster.patch(ref, patch)
    },
    delete: (ref, options) => {
      note(['delete'], ref)
      return cluster.delete(ref, options)
    },
    watch: (selection, signal) => {
      note(['list', 'watch'], selection)
      return cluster.watch(selection, signal)
    },
    logs: (request, signal) => {
      const { namespace } = request
      note(['get'], { apiVersion: 'v1', kind: 'Pod', subresource: 'log', namespace })
      note(['get'], { apiVersion: 'v1', kind: 'Pod', namespace })
      return cluster.logs(request, signal)
    },
  }
}
