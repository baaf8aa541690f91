import { ProblemError } from '../model/problem.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { Cluster } from './ports.ts'
import type { Releases } from './releases.ts'

/** What stands between the engine and the cluster. */
export interface Guard {
  /** False when this run may not write any more. */
  readonly mayWrite: () => boolean
  /** Sees the server's answer to each write, before anybody waits for a watch. */
  readonly wrote: (object: KubeObject) => void
}

/** A cluster that refuses to write once the lock is lost, and whose writes are known at once. */
export function guardedCluster(cluster: Cluster, guard: Guard): Cluster {
  const check = (): void => checkLock(guard.mayWrite)
  const noted = async (write: () => Promise<KubeObject>): Promise<KubeObject> => {
    check()
    const object = await write()
    guard.wrote(object)
    return object
  }
  return {
    get: (ref, how) => cluster.get(ref, how),
    list: (selection) => cluster.list(selection),
    create: async (object) => {
      check()
      const answer = await cluster.create(object)
      guard.wrote(answer.object)
      return answer
    },
    apply: (object, options) => noted(() => cluster.apply(object, options)),
    replace: (object) => noted(() => cluster.replace(object)),
    patch: (ref, patch) => noted(() => cluster.patch(ref, patch)),
    delete: async (ref, options) => {
      check()
      return cluster.delete(ref, options)
    },
    watch: (selection, signal) => cluster.watch(selection, signal),
    logs: (request, signal) => cluster.logs(request, signal),
    can: (verb, selection) => cluster.can(verb, selection),
    serverTime: () => cluster.serverTime(),
  }
}

/** The same for releases of helm, where there can be any. */
export function guardedReleases(
  releases: Releases | undefined,
  mayWrite: Guard['mayWrite'],
): { readonly releases?: Releases } {
  if (releases === undefined) return {}
  return {
    releases: {
      unusable: () => releases.unusable(),
      history: (at) => releases.history(at),
      install: (...words) => {
        checkLock(mayWrite)
        return releases.install(...words)
      },
      rollBack: (...words) => {
        checkLock(mayWrite)
        return releases.rollBack(...words)
      },
      uninstall: (...words) => {
        checkLock(mayWrite)
        return releases.uninstall(...words)
      },
    },
  }
}

function checkLock(mayWrite: Guard['mayWrite']): void {
  if (mayWrite()) return
  throw new ProblemError('lock', [
    {
      severity: 'error',
      code: 'run/lock-lost',
      message: 'this run lost its lock on the pipeline and stopped writing',
      hint: 'Look at "bodywork history"; the next run finishes or undoes what this one began.',
    },
  ])
}
