import type { ChartSource } from '../../src/plan/plan.ts'
import type { ReleaseEnd, ReleaseName, ReleaseRevision, Releases } from '../../src/run/releases.ts'

/** Helm in memory: what it was told to do, and the histories it keeps. */
export interface SmallReleases extends Releases {
  readonly done: string[]
  put(at: ReleaseName, ...history: readonly ReleaseRevision[]): void
}

/** What the next installation of a release does: what helm says when it fails; `hang` waits until it is stopped. */
export type Outcome = 'fine' | 'hang' | { readonly fails: string; readonly leaves?: string }

/** A helm of a few rules; what it does with a chart is said by `outcome`, before which `installing` is called. */
export function smallReleases(parts: {
  readonly outcome?: (chart: ChartSource) => Outcome
  readonly installing?: (chart: ChartSource) => void
}): SmallReleases {
  const histories = new Map<string, ReleaseRevision[]>()
  const done: string[] = []
  const key = ({ namespace, name }: ReleaseName): string => `${namespace}/${name}`
  const add = (at: ReleaseName, status: string, description: string): number => {
    const before = histories.get(key(at)) ?? []
    const revision = (before.at(-1)?.revision ?? 0) + 1
    const kept =
      status === 'deployed' ? before.map((one) => (one.status === 'deployed' ? superseded(one) : one)) : before
    histories.set(key(at), [...kept, { revision, status, description }])
    return revision
  }
  return {
    done,
    put: (at, ...history) => void histories.set(key(at), [...history]),
    unusable: () => Promise.resolve(undefined),
    history: (at) => Promise.resolve(histories.get(key(at)) ?? []),
    install: async (at, chart, { description }, { onLine, signal }): Promise<ReleaseEnd> => {
      done.push(`install ${at.name} ${JSON.stringify(chart.set)}`)
      parts.installing?.(chart)
      const outcome = parts.outcome?.(chart) ?? 'fine'
      if (outcome === 'fine') {
        onLine?.('Happy Helming!')
        add(at, 'deployed', description)
        return { isDone: true }
      }
      if (outcome === 'hang') {
        add(at, 'pending-upgrade', 'Preparing upgrade')
        await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
        return { isDone: false, said: 'context canceled' }
      }
      add(at, outcome.leaves ?? 'failed', `Upgrade "${at.name}" failed: ${outcome.fails}`)
      return { isDone: false, said: outcome.fails }
    },
    rollBack: (at, revision) => {
      done.push(`roll back ${at.name} to ${revision}`)
      add(at, 'deployed', `Rollback to ${revision}`)
      return Promise.resolve({ isDone: true })
    },
    uninstall: (at) => {
      done.push(`uninstall ${at.name}`)
      histories.delete(key(at))
      return Promise.resolve({ isDone: true })
    },
  }
}

function superseded(revision: ReleaseRevision): ReleaseRevision {
  return { ...revision, status: 'superseded' }
}
