import type { Connection } from '../connect/connection.ts'
import type { Releases } from '../run/releases.ts'
import type { ClusterTarget } from './cluster-target.ts'

/** Releases of helm on the cluster of a connection; helm is looked for when a pipeline has one, and not before. */
export function lateReleases(connection: Connection, { env, mask }: Pick<ClusterTarget, 'env' | 'mask'>): Releases {
  const releases = async (): Promise<Releases> => {
    const [{ helmReleases }, { kubeconfigText }] = await Promise.all([
      import('../run/adapters/helm-releases.ts'),
      import('../connect/kubeconfig-text.ts'),
    ])
    const kubeconfig = async (): Promise<string> => {
      // Helm cannot renew a token: it is given the youngest there is.
      const credentials = await connection.credentials(true)
      if (credentials.token !== undefined) mask?.(credentials.token)
      return kubeconfigText(connection, credentials)
    }
    return helmReleases({ env, kubeconfig })
  }
  let found: Promise<Releases> | undefined
  const get = (): Promise<Releases> => {
    found ??= releases()
    return found
  }
  return {
    unusable: async () => (await get()).unusable(),
    history: async (at) => (await get()).history(at),
    install: async (...words) => (await get()).install(...words),
    rollBack: async (...words) => (await get()).rollBack(...words),
    uninstall: async (...words) => (await get()).uninstall(...words),
  }
}
