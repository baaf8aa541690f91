import { expect, test } from 'vitest'
import type { KubeObject } from '../../../src/plan/objects.ts'
import { managedCluster } from '../../manage/cluster.ts'
import { aDeployment, anIngress, aService } from '../../manage/objects.ts'
import { commandLine } from '../manage-words.ts'

const aNamespace = (name: string, isOurs: boolean): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    ...(isOurs
      ? {
          labels: { app: 'bodywork', 'app.kubernetes.io/managed-by': 'bodywork' },
          annotations: { 'bodywork.dev/created-for': 'iris' },
        }
      : {}),
  },
})
const config = (name: string, labels: Record<string, string> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'ml', labels },
})
const ours = { app: 'bodywork', 'bodywork.dev/pipeline': 'iris', 'app.kubernetes.io/managed-by': 'bodywork' }

test('deployed services are listed as kubectl lists things', async () => {
  const run = commandLine(
    managedCluster([aDeployment(), aService(), aDeployment({ madeBy: '2.x', name: 'old--serve', namespace: 'a' })]),
  )
  expect((await run('get deployments')).out).toBe(
    [
      'NAMESPACE   PIPELINE   SERVICE      READY   HEALTH    COMMIT       BRANCH   AGE   URL',
      'a           old        old--serve   1/1     healthy   -            master   0s    -',
      'ml          iris       serve        1/1     healthy   abc1234def   main     0s    http://serve.ml.svc.cluster.local:5000',
      '',
    ].join('\n'),
  )
})

test.each([
  ['get deployment iris -o name', 'deployment/iris/serve\n'],
  ['get deployments --no-headers -n a', /^a +old +old--serve/],
  ['get deployment iris serve', /^pipeline +iris\n(.+\n)*health +healthy\n/],
  ['get deployment iris serve -o json', /^\{\n {2}"madeBy": "bodywork-action"/],
  ['get deployments -o yaml', /^- madeBy: bodywork 2\.x/],
])('"%s" prints what was asked for', async (line, expected) => {
  const run = commandLine(
    managedCluster([aDeployment(), aService(), aDeployment({ madeBy: '2.x', name: 'old--serve', namespace: 'a' })]),
  )
  const told = await run(line)
  expect(told.code).toBe(0)
  expect(told.out).toMatch(expected)
})

test('deleting takes what is the pipeline’s, leaves what is not, and says why the namespace stays', async () => {
  const other = aDeployment({ pipeline: 'other', name: 'web' })
  const cluster = managedCluster([
    aNamespace('ml', true),
    aDeployment(),
    aService(),
    anIngress(),
    other,
    config('bodywork-source-1', ours),
    config('theirs'),
  ])
  const told = await commandLine(cluster)('delete deployment iris --yes')
  expect(told).toEqual({
    code: 0,
    err: '',
    out: [
      'deleted Ingress serve',
      'deleted Service serve',
      'deleted Deployment serve',
      'deleted ConfigMap bodywork-source-1',
      'the namespace ml stays: it still has 2 objects, such as Deployment web',
      '',
    ].join('\n'),
  })
})

test.each([
  [true, 'deleted Namespace ml'],
  [false, 'the namespace ml stays: it was not made by bodywork'],
])('an empty namespace of ours (%s): %s', async (isOurs, words) => {
  const cluster = managedCluster([aNamespace('ml', isOurs), aDeployment(), aService(), config('kube-root-ca.crt')])
  const told = await commandLine(cluster)('delete deployment iris --yes')
  expect(told.out).toContain(words)
})

test.each(['2.x', '3.x'] as const)('what Bodywork %s left is deleted with its Service and Ingress', async (madeBy) => {
  const name = madeBy === '2.x' ? 'iris--serve' : 'serve'
  const neighbour = aService({ madeBy, name: 'neighbour' })
  const cluster = managedCluster([
    aNamespace('ml', false),
    aDeployment({ madeBy, name }),
    aService({ madeBy, name }),
    anIngress({ madeBy, name }),
    neighbour,
  ])
  const told = await commandLine(cluster)('delete deployment iris --yes')
  expect(told.code).toBe(0)
  expect(cluster.objects('Service').map((object) => object.metadata.name)).toEqual(['neighbour'])
  expect([...cluster.objects('Deployment'), ...cluster.objects('Ingress')]).toEqual([])
})

test('one service is deleted alone', async () => {
  const cluster = managedCluster([aNamespace('ml', true), aDeployment(), aService(), aDeployment({ name: 'web' })])
  const told = await commandLine(cluster)('delete deployment iris serve', { ask: () => Promise.resolve('y') })
  expect(told.out).toBe('deleted Service serve\ndeleted Deployment serve\n')
  expect(cluster.objects('Namespace')).toHaveLength(1)
})

test('a pipeline that a run holds is not deleted', async () => {
  const lease = {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: 'bodywork-iris', namespace: 'ml' },
    spec: { holderIdentity: 'ci-7', leaseDurationSeconds: 30, renewTime: '2999-01-01T00:00:00.000000Z' },
  }
  const cluster = managedCluster([aDeployment(), lease])
  const told = await commandLine(cluster)('delete deployment iris --yes')
  expect(told.code).toBe(5)
  expect(told.err).toContain('held by run ci-7')
  expect(cluster.objects('Deployment')).toHaveLength(1)
})

test.each([
  ['delete deployment irsi --yes', 1, 'Did you mean "iris"?'],
  ['delete deployment iris sevre --yes', 1, 'there is no service of iris in ml "sevre"'],
  ['delete deployment iris', 2, 'Add --yes'],
  ['delete deployment', 2, 'the name of the pipeline is missing'],
  ['get deployment irsi', 1, 'Did you mean "iris"?'],
  ['get deployment iris sevre', 1, 'Did you mean "serve"?'],
  ['get deployments --output tabel', 2, 'Did you mean "table"?'],
])('"%s" exits %i and says why', async (line, code, words) => {
  const cluster = managedCluster([aDeployment(), aService()])
  const told = await commandLine(cluster)(line)
  expect(told.err).toContain(words)
  expect(told.code).toBe(code)
  expect(cluster.writes).toEqual([])
})
