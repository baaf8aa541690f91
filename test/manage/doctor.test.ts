import { expect, test } from 'vitest'
import type { ApiResponse, Transport } from '../../src/cluster/transport.ts'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { capacityFindings } from '../../src/manage/doctor-capacity.ts'
import { type Finding, findingsAsText, isUnwell } from '../../src/manage/doctor-finding.ts'
import { permissionFindings } from '../../src/manage/doctor-permissions.ts'
import { serverFindings } from '../../src/manage/doctor-server.ts'
import type { Pipeline } from '../../src/model/pipeline.ts'
import { ProblemError } from '../../src/model/problem.ts'
import type { Cluster } from '../../src/run/ports.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { aPlan } from '../run/run-on.ts'
import { type SmallCluster, smallCluster } from '../run/small-cluster.ts'

const lines = (findings: readonly Finding[]) =>
  findings.map(({ status, what, detail }) => `${status} ${what}: ${detail}`)

function clusterWith(...objects: Parameters<SmallCluster['put']>[0][]): Cluster {
  const cluster = smallCluster(virtualClock(), () => ({}))
  for (const object of objects) cluster.put(object)
  return cluster
}
const capacity = async (pipeline: Pipeline, ...objects: Parameters<SmallCluster['put']>[0][]) =>
  lines(await capacityFindings(clusterWith(...objects), aPlan(pipeline)))
const within = { namespace: 'iris' }
const sized = (cpu: string) =>
  aPipeline({ stages: [aServiceStage({ replicas: 2, resources: { cpu, memory: '1Gi', limits: {} } })] })
const quota = (used: string) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'team', ...within },
  status: { hard: { 'requests.cpu': '2' }, used: { 'requests.cpu': used } },
})

test('a namespace without limits has room', async () => {
  expect(await capacity(aPipeline())).toEqual([
    'ok quota: the namespace has none',
    'ok limits: the namespace has none',
    'ok Pod Security: the level is privileged',
  ])
})

test.each([
  ['500m', '0', 'ok quota team: requests.cpu: 2 of 2 left, the pipeline asks for 1'],
  ['500m', '1500m', 'warning quota team: requests.cpu: 500m of 2 left, the pipeline asks for 1'],
  ['1500m', '0', 'failed quota team: requests.cpu: 2 of 2 left, the pipeline asks for 3'],
])('pods of %s with %s used: %s', async (cpu, used, line) => {
  expect(await capacity(sized(cpu), quota(used))).toContain(line)
})

test.each([
  ['100m', 'ok limits: every stage keeps to them'],
  ['3', 'failed limits: serve: asks for cpu 3, at most 2 is allowed'],
  ['10m', 'failed limits: serve: asks for cpu 10m, at least 50m is demanded'],
])('limits for a stage of %s: %s', async (cpu, line) => {
  const range = { limits: [{ type: 'Container', max: { cpu: '2' }, min: { cpu: '50m' } }] }
  const metadata = { name: 'r', ...within }
  expect(await capacity(sized(cpu), { apiVersion: 'v1', kind: 'LimitRange', metadata, spec: range })).toContain(line)
})

test('claims that are missing or lost are named, and storage classes listed', async () => {
  const volume = (claim: string) => ({
    name: claim,
    mountPath: `/${claim}`,
    readOnly: false,
    from: { kind: 'pvc' as const, claim },
  })
  const pipeline = aPipeline({ stages: [aBatchStage({ volumes: ['here', 'lost', 'gone'].map(volume) })] })
  const claim = (name: string, phase: string) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, ...within },
    status: { phase },
  })
  const storage = { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'fast' } }
  expect(await capacity(pipeline, claim('here', 'Bound'), claim('lost', 'Lost'), storage)).toEqual(
    expect.arrayContaining([
      'ok volume claim here: Bound',
      'failed volume claim lost: Lost',
      'failed volume claim gone: there is none of that name',
      'ok storage classes: fast',
    ]),
  )
})

test('an ingress needs its class, or any', async () => {
  const door = (className?: string) =>
    aPipeline({
      stages: [
        aServiceStage({
          ingress: { annotations: {}, via: 'ingress', ...(className === undefined ? {} : { className }) },
        }),
      ],
    })
  const nginx = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: 'nginx' } }
  expect(await capacity(door(), nginx)).toContain('ok ingress classes: nginx')
  expect(await capacity(door())).toContain('warning ingress classes: there is none, so nothing serves an Ingress')
  expect(await capacity(door('traefik'), nginx)).toContain('warning ingress classes: there is no class traefik')
})

test('GPUs are counted on the largest node', async () => {
  const resource = 'nvidia.com/gpu'
  const gpu = { count: 2, resource }
  const pipeline = aPipeline({ stages: [aBatchStage({ resources: { gpu, limits: {} } })] })
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' }, status: { allocatable: { [resource]: '1' } } }
  expect(await capacity(pipeline, node)).toContain(
    `warning GPUs (${resource}): a stage asks for 2, the largest node has 1`,
  )
})

test('a restricted namespace and a stage that leaves security to its image do not go together', async () => {
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' }
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iris', labels } }
  const stages = [aServiceStage({ security: 'image' })]
  expect(await capacity(aPipeline({ stages }), namespace)).toContain(
    'warning Pod Security: the level is restricted, which serve may not keep to',
  )
})

test('what may not be looked at is unknown, and no failure', async () => {
  const forbidden = new ProblemError('cluster', [{ severity: 'error', code: 'cluster/forbidden', message: 'no' }])
  const cluster = { ...clusterWith(), list: () => Promise.reject(forbidden) }
  const findings = await capacityFindings(cluster, aPlan())
  expect(findings.map(({ status }) => status)).toEqual(['unknown', 'unknown', 'ok'])
  expect(isUnwell(findings)).toBe(false)
})

test('a right that is missing is named with its purpose; one that only helps is a note', async () => {
  const can: Cluster['can'] = async (verb, { kind }) => !(kind === 'Node' || (kind === 'Job' && verb === 'delete'))
  const findings = await permissionFindings({ ...clusterWith(), can }, aPlan(), { createsNamespace: false })
  expect(findings.filter(({ status }) => status === 'failed').map(({ what, detail }) => [what, detail])).toEqual([
    ['delete jobs.batch in iris', 'not allowed, but needed to run the stage train'],
  ])
  expect(lines(findings)).toContain(
    'warning list nodes in the whole cluster: not allowed; it would help to say why no node takes a pod',
  )
  const text = findingsAsText(findings)
  expect(text).toContain('"bodywork rbac" prints the role that allows it.')
  expect(text).toMatch(/ok +secrets in iris +get, list, create, update, patch, delete\n/)
})

const now = Date.parse('2026-01-02T03:04:05Z')
const date = new Date(now).toUTCString()
function server(answers: Readonly<Record<string, readonly [number, unknown]>>, at = date): Transport {
  return {
    send: async ({ path }): Promise<ApiResponse> => {
      const [status, body] = answers[path.split('/').at(-1) ?? ''] ?? [404, {}]
      return { status, headers: { date: at }, body: [Buffer.from(JSON.stringify(body))].values() as never }
    },
    close: () => Promise.resolve(),
  }
}
const me = { status: { userInfo: { username: 'oidc:deployer', groups: ['system:authenticated'] } } }
const modern = { gitVersion: 'v1.36.3', minor: '36' }

test('the server says as whom it knows us, its version and its time', async () => {
  const transport = server({ selfsubjectreviews: [201, me], version: [200, modern] })
  expect(lines(await serverFindings(transport, { now: () => now }))).toEqual([
    'ok signed in: as oidc:deployer in system:authenticated',
    'ok version: Kubernetes v1.36.3',
    'ok clock: agrees with this machine',
  ])
})

test('an old server and a wrong clock are notes', async () => {
  const transport = server({ selfsubjectreviews: [404, {}], version: [200, { gitVersion: 'v1.24.1', minor: '24+' }] })
  expect(lines(await serverFindings(transport, { now: () => now + 300_000 }))).toEqual([
    'unknown signed in: the server does not say as whom (404)',
    'warning version: Kubernetes v1.24.1',
    'warning clock: this machine is 300 s ahead',
  ])
})

test('a server that does not accept who we are ends the questions, with what to do', async () => {
  const findings = await serverFindings(server({ selfsubjectreviews: [401, {}] }), {
    now: () => now,
    signInHint: 'Give the role an access entry.',
  })
  expect(findings).toMatchObject([{ status: 'failed', hint: 'Give the role an access entry.' }])
})

test('two findings on one thing are two lines', () => {
  const finding = { area: 'sign-in', what: 'connect', status: 'failed' } as const
  const text = findingsAsText([
    { ...finding, detail: 'no identity token' },
    { ...finding, detail: 'no credentials' },
  ])
  expect(text).toBe('Sign-in\n  FAIL  connect  no identity token\n  FAIL  connect  no credentials\n')
})
