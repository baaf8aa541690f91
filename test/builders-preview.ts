import { ProblemError } from '../src/model/problem.ts'
import type { KubeObject } from '../src/plan/objects.ts'
import type { ApplyOptions, Cluster } from '../src/run/ports.ts'

/** A cluster that holds these objects and answers dry runs with what it was sent; anything else is refused. */
export function clusterHolding(live: readonly KubeObject[], refuses: (object: KubeObject) => boolean = () => false) {
  const options: ApplyOptions[] = []
  const no = () => Promise.reject(new Error('nothing may be written'))
  const cluster: Cluster = {
    get: (ref) => Promise.resolve(live.find((o) => o.kind === ref.kind && o.metadata.name === ref.name)),
    list: ({ kind }) => Promise.resolve(live.filter((object) => object.kind === kind)),
    apply: (object, how) => {
      options.push(how)
      const problem = { severity: 'error' as const, code: 'cluster/invalid', message: 'field is immutable' }
      return refuses(object) ? Promise.reject(new ProblemError('cluster', [problem])) : Promise.resolve(object)
    },
    create: no,
    replace: no,
    patch: no,
    delete: no,
    can: () => Promise.resolve(true),
    watch: () => {
      throw new Error('nothing is watched')
    },
    logs: () => {
      throw new Error('no logs are read')
    },
    serverTime: () => undefined,
  }
  return { cluster, options }
}
