import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ACCOUNT_FOLDER, accountVariables, apiVariables } from '../../../../src/local/node/process/account.ts'
import { scratchFolder, shellPod } from '../../../builders-process.ts'

const pod = shellPod('one', 'true')
const mounts = [{ inside: ACCOUNT_FOLDER, outside: '/place' }]

test('a pod is told where the API server is', () => {
  expect(apiVariables(4711)).toMatchObject({ KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: '4711' })
  expect(apiVariables(undefined)).toEqual({})
})

test('a pod with a token gets a kubeconfig that leads to it', () => {
  const path = join(scratchFolder(), 'kubeconfig')
  expect(accountVariables({ apiPort: () => 4711 }, { pod }, path, mounts, {})).toEqual({ KUBECONFIG: path })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    clusters: [{ cluster: { server: 'https://127.0.0.1:4711', 'certificate-authority': '/place/ca.crt' } }],
    users: [{ user: { tokenFile: '/place/token' } }],
    contexts: [{ context: { namespace: 'team' } }],
  })
})

test.each([
  ['without a token', () => 4711, [], {}],
  ['without a server', () => undefined, mounts, {}],
  ['that has one of its own', () => 4711, mounts, { KUBECONFIG: '/mine' }],
])('a pod %s gets none', (_what, apiPort, own, env) => {
  expect(accountVariables({ apiPort }, { pod }, '/nowhere/kubeconfig', own, env)).toEqual({})
})
