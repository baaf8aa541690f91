import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { plainYaml } from '../../src/config/plain-yaml.ts'
import { chooseProvider } from '../../src/connect/choose-provider.ts'
import { connect, type ProviderPorts } from '../../src/connect/provider.ts'
import type { ProviderRequest } from '../../src/connect/provider-request.ts'
import { json, problemOf, recordingCloud } from '../builders-cloud.ts'

const auto = { provider: 'auto', env: {} } as const

test.each<[string, Partial<ProviderRequest>, string, string]>([
  ['the input', { provider: 'gke', kubeconfig: 'x' }, 'gke', 'provider is gke'],
  ['a given kubeconfig', { kubeconfig: 'x', cluster: 'arn:aws:eks:r:1:cluster/c' }, 'kubeconfig', 'given'],
  ['an ARN', { cluster: 'arn:aws-cn:eks:r:1:cluster/c' }, 'eks', 'ARN'],
  ['a full name of GKE', { cluster: 'projects/p/locations/l/clusters/c' }, 'gke', 'name of GKE'],
  ['a resource id of Azure', { cluster: '/subscriptions/s/resourceGroups/g' }, 'aks', 'resource id'],
  ['an input of EKS', { cluster: 'c', region: 'eu-west-1' }, 'eks', '"region"'],
  ['an input of GKE', { cluster: 'c', location: 'l' }, 'gke', '"location"'],
  ['an input of AKS', { cluster: 'c', resourceGroup: 'g' }, 'aks', '"resource-group"'],
  ['KUBECONFIG', { env: { KUBECONFIG: '/k', KUBERNETES_SERVICE_HOST: 'h' } }, 'kubeconfig', 'KUBECONFIG'],
  ['a pod', { env: { KUBERNETES_SERVICE_HOST: 'h' } }, 'kubeconfig', 'inside a cluster'],
])('the provider is decided by %s', (_name, request, provider, why) => {
  const choice = chooseProvider({ ...auto, ...request }, () => false)
  expect(choice).toMatchObject({ kind: 'chosen', provider })
  expect(choice.kind === 'chosen' && choice.why).toContain(why)
})

test('the usual kubeconfig comes last, and is asked for in the home of the environment', () => {
  const asked: string[] = []
  const choice = chooseProvider({ provider: 'auto', env: { HOME: '/h' } }, (path) => asked.push(path) > 0)
  expect(choice).toMatchObject({ kind: 'chosen', provider: 'kubeconfig' })
  expect(asked).toEqual(['/h/.kube/config'])
})

function portsWith(over: Parameters<typeof recordingCloud>[1] = {}): ProviderPorts & { readonly said: string[] } {
  const said: string[] = []
  const eks = { endpoint: 'https://eks.example.test', status: 'CREATING', certificateAuthority: { data: 'Q0E=' } }
  return {
    cloud: recordingCloud(({ url }) => (url.includes('/clusters/') ? json({ cluster: eks }) : json({}, 404)), over),
    runPlugin: () => Promise.resolve({ kind: 'missing' }),
    parseYaml: async (text) => plainYaml(text),
    say: (text) => said.push(text),
    said,
  }
}

test('it says what it chose and why, and what is worth knowing; tokens are renewed as they age', async () => {
  const ports = portsWith({ env: { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'unique-key' } })
  const connection = await connect({ ...auto, cluster: 'prod', region: 'eu-west-1' }, ports)
  expect(ports.said).toEqual([
    'using eks: the inputs "cluster" and "region" were given',
    'the EKS cluster prod is CREATING',
  ])
  expect(connection.server).toBe('https://eks.example.test')
  const [first, second] = [await connection.credentials(), await connection.credentials()]
  expect(first.token).toMatch(/^k8s-aws-v1\./)
  expect(second).toBe(first)
  expect(connection.describe()).toContain('EKS cluster prod in eu-west-1')
})

test('when nothing fits, everything that was looked for is listed', async () => {
  const problem = await problemOf(connect(auto, portsWith()))
  expect(problem?.code).toBe('connect/no-cluster')
  expect(problem?.message).toContain('KUBECONFIG; a service account of this pod; ~/.kube/config')
})

test('a provider without the name of a cluster is a problem', async () => {
  expect((await problemOf(connect({ provider: 'aks', env: {} }, portsWith())))?.code).toBe('connect/cluster')
})

test('missing credentials in a CI job begin with the lines that give it an identity token', async () => {
  const ports = portsWith({ env: { GITHUB_ACTIONS: 'true' } })
  const wanted = { ...auto, cluster: 'prod', region: 'eu-west-1' }
  await expect(connect(wanted, ports)).rejects.toMatchObject({
    problems: [{ code: 'connect/oidc-permission' }, { code: 'connect/aws-no-credentials' }],
  })
})

test('a kubeconfig that names a missing vendor plugin is served by the built-in way', async () => {
  const kubeconfig = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server: 'https://x.example.test' } }],
    users: [
      {
        name: 'u',
        user: {
          exec: {
            apiVersion: 'client.authentication.k8s.io/v1beta1',
            command: 'aws',
            args: ['--region', 'eu-west-1', 'eks', 'get-token', '--cluster-name', 'prod'],
          },
        },
      },
    ],
  })
  const ports = portsWith({ env: { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'unique-key' } })
  const connection = await connect({ ...auto, kubeconfig }, ports)
  expect((await connection.credentials()).token).toMatch(/^k8s-aws-v1\./)
  expect(ports.said).toEqual(['using kubeconfig: a kubeconfig was given'])
})

test.each(['aws/eks.ts', 'google/gke.ts', 'azure/aks.ts'])('the way %s loads nothing but files of its own', (entry) => {
  const seen = new Set<string>()
  const reach = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/^import (?!type)[^'"]*'([^'"]+)'/gm)) {
      expect(from).toMatch(/^(?:\.|node:)/)
      if (from.startsWith('.')) reach(join(dirname(file), from))
    }
  }
  reach(`src/connect/${entry}`)
  expect([...seen].filter((file) => file.startsWith('src/connect/kubeconfig'))).toEqual([])
  expect(seen.size).toBeLessThan(16)
})
