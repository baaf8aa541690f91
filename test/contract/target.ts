import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll } from 'vitest'
import { type Client, connect } from './client.ts'
import { readKubeconfig } from './kubeconfig.ts'
import { startLocalTarget } from './local-target.ts'

/** The server under test, and a namespace of this file's own on it. */
export interface Contract {
  readonly client: Client
  readonly namespace: string
  readonly isLocal: boolean
  /** Path of a namespaced resource: `of('configmaps')`, `of('apps/v1/deployments', 'name')`. */
  of(resource: string, name?: string): string
}

/** Connects before the checks of a file and takes its namespace away after them. */
export function contract(): Contract {
  const namespace = `contract-${randomBytes(4).toString('hex')}`
  const kubeconfig = process.env['CONTRACT_KUBECONFIG']
  let client: Client | undefined
  let stop = async () => {}

  beforeAll(async () => {
    if (kubeconfig === undefined) {
      const local = await startLocalTarget()
      client = connect(local.access)
      stop = local.stop
    } else client = connect(readKubeconfig(kubeconfig))
    await client.post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
    await defaultAccount(client, namespace)
  })

  afterAll(async () => {
    await client?.delete(`/api/v1/namespaces/${namespace}`)
    await stop()
  })

  return {
    namespace,
    isLocal: kubeconfig === undefined,
    get client() {
      if (client === undefined) throw new Error('the checks have not begun')
      return client
    },
    of: (resource, name) => pathOf(resource, namespace, name),
  }
}

/** The path of a namespaced resource, such as `configmaps` or `apps/v1/deployments`. */
export function pathOf(resource: string, namespace: string, name?: string): string {
  const parts = resource.split('/')
  const prefix = parts.length === 1 ? '/api/v1' : `/apis/${parts.slice(0, 2).join('/')}`
  return `${prefix}/namespaces/${namespace}/${parts.at(-1)}${name === undefined ? '' : `/${name}`}`
}

// Pods are refused until the namespace has its default ServiceAccount.
async function defaultAccount(client: Client, namespace: string): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts?watch=true&timeoutSeconds=60`
  const watch = await client.watch(path)
  await watch.until(({ object }) => object?.metadata?.name === 'default', 'the default ServiceAccount')
  watch.close()
}
