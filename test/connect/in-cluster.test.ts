import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { podKubeconfig } from '../../src/connect/in-cluster.ts'
import { contextOf } from '../../src/connect/kubeconfig-context.ts'

const folder = mkdtempSync(join(tmpdir(), 'account-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a pod signs in by the files of its account', async () => {
  writeFileSync(join(folder, 'namespace'), 'ml')
  const env = { KUBERNETES_SERVICE_HOST: '10.96.0.1', KUBERNETES_SERVICE_PORT: '443' }
  expect(contextOf(await podKubeconfig(env, folder))).toEqual({
    cluster: { server: 'https://10.96.0.1:443', skipTLSVerify: false, caFile: join(folder, 'ca.crt') },
    user: { name: 'pod', fields: { tokenFile: join(folder, 'token') } },
    namespace: 'ml',
  })
})

test.each([
  [{ KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' }, 'https://[fd00::1]:6443'],
  [{ KUBERNETES_SERVICE_HOST: 'proxy', KUBERNETES_SERVICE_PORT: '8001' }, 'http://proxy:8001'],
  [{ KUBERNETES_SERVICE_HOST: 'k8s' }, 'https://k8s:443'],
])('its server is the one of its environment: %j', async (env, server) => {
  const { cluster, namespace } = contextOf(await podKubeconfig(env, join(folder, 'none')))
  expect(cluster?.server).toBe(server)
  expect(namespace).toBeUndefined()
})
