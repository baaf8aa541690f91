import { ProblemError } from '../model/problem.ts'
import type { Cluster } from '../run/ports.ts'
import type { Need } from './access-need.ts'

/** A need and what the cluster says of it. */
export interface Reviewed {
  readonly need: Need
  readonly verdict: 'allowed' | 'denied' | 'unknown'
  /** Why nobody knows. */
  readonly reason?: string
}

const atOnce = 8

/** Asks the cluster about every need, a few at a time, in their order. */
export async function reviewNeeds(cluster: Cluster, needs: readonly Need[]): Promise<readonly Reviewed[]> {
  const reviewed: Reviewed[] = []
  for (let start = 0; start < needs.length; start += atOnce)
    reviewed.push(...(await Promise.all(needs.slice(start, start + atOnce).map((need) => review(cluster, need)))))
  return reviewed
}

async function review(cluster: Cluster, need: Need): Promise<Reviewed> {
  const { verb, apiVersion, kind, subresource, namespace, name } = need
  try {
    const isAllowed = await cluster.can(verb, {
      apiVersion,
      kind,
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
      ...(subresource === undefined ? {} : { subresource }),
    })
    return { need, verdict: isAllowed ? 'allowed' : 'denied' }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return { need, verdict: 'unknown', reason: error.message }
  }
}
