import type { PluginCluster } from './exec-plugin.ts'
import type { Fields, MergedKubeconfig } from './kubeconfig-merge.ts'

/** A cluster as a kubeconfig describes it. */
export interface KubeconfigCluster extends PluginCluster {
  readonly caFile?: string
}

/** What a context of a kubeconfig leads to. */
export interface KubeconfigContext {
  /** Absent when the kubeconfig names none, or one that it has not. */
  readonly cluster?: KubeconfigCluster
  readonly user?: { readonly name: string; readonly fields: Fields }
  readonly namespace?: string
}

/** The names of the contexts of a kubeconfig. */
export function contextNames({ contexts }: MergedKubeconfig): readonly string[] {
  return contexts.map(({ name }) => String(name))
}

/** The context of that name, or the current one. */
export function contextOf(config: MergedKubeconfig, name = text(config['current-context'])): KubeconfigContext {
  const context = named(config.contexts, name, 'context')
  const cluster = named(config.clusters, text(context?.['cluster']), 'cluster')
  const userName = text(context?.['user'])
  const user = named(config.users, userName, 'user')
  const namespace = text(context?.['namespace'])
  return {
    ...(cluster === undefined ? {} : { cluster: clusterFrom(cluster) }),
    ...(user === undefined || userName === undefined ? {} : { user: { name: userName, fields: user } }),
    ...(namespace === undefined ? {} : { namespace }),
  }
}

/** A text field; one that is empty is as good as none. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function named(list: readonly Fields[], name: string | undefined, key: string): Fields | undefined {
  const found = name === undefined ? undefined : list.find((entry) => entry['name'] === name)?.[key]
  return typeof found === 'object' && found !== null ? { ...found } : undefined
}

function clusterFrom(fields: Fields): KubeconfigCluster {
  const own = (key: string, name: string) => {
    const value = text(fields[name])
    return value === undefined ? {} : { [key]: value }
  }
  return {
    server: (text(fields['server']) ?? '').replace(/\/$/, ''),
    skipTLSVerify: fields['insecure-skip-tls-verify'] === true,
    ...own('caData', 'certificate-authority-data'),
    ...own('caFile', 'certificate-authority'),
    ...own('tlsServerName', 'tls-server-name'),
    ...own('proxyUrl', 'proxy-url'),
  }
}
