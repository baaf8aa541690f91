import { expect, test } from 'vitest'
import { preflightProblems } from '../../src/manage/preflight.ts'
import type { Pipeline } from '../../src/model/pipeline.ts'
import { ProblemError } from '../../src/model/problem.ts'
import type { KubeObject } from '../../src/plan/objects.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import type { Cluster } from '../../src/run/ports.ts'
import { aBatchStage, aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'
import { clusterHolding } from '../builders-preview.ts'

function planOf(pipeline: Pipeline): Plan {
  const result = planFor(pipeline, someFacts())
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const namespace: KubeObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iris' } }
const quota = (hard: object, used: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'small', namespace: 'iris' },
  spec: { hard },
  status: { hard, used },
})
const limits = (max: object): KubeObject => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'limits', namespace: 'iris' },
  spec: { limits: [{ type: 'Container', max }] },
})
const pipeline = aPipeline({
  stages: [
    aBatchStage({ resources: { cpu: '2', memory: '4Gi', limits: {} } }),
    aServiceStage({ resources: { cpu: '500m', memory: '1Gi', limits: {} } }),
  ],
})

const told = async (live: readonly KubeObject[], over: Partial<Cluster> = {}, of = pipeline) => {
  const { cluster } = clusterHolding(live)
  const problems = await preflightProblems({ ...cluster, ...over }, planOf(of))
  return problems.map(({ severity, message }) => `${severity}: ${message}`)
}

test('a cluster that allows and holds everything stops nothing', async () => {
  expect(await told([namespace, quota({ cpu: '10', memory: '20Gi' }), limits({ cpu: '4' })])).toEqual([])
})

test('rights that are missing are one sentence for each kind and purpose', async () => {
  const can: Cluster['can'] = async (verb, { kind }) => kind !== 'Deployment' || verb === 'get' || verb === 'watch'
  expect(await told([namespace], { can })).toEqual([
    'error: this identity may not list deployments.apps in iris, which is needed to follow how the stages fare',
    'error: this identity may not create, patch, delete deployments.apps in iris, which is needed to run the stage serve',
  ])
})

test('a quota that is too small is an error, one that others fill a warning', async () => {
  expect(await told([namespace, quota({ 'requests.cpu': '1' })])).toEqual([
    expect.stringMatching(/^error: quota small: requests\.cpu: 1 of 1 left, the pipeline asks for 2500m/),
  ])
  expect(await told([namespace, quota({ 'requests.cpu': '4' }, { 'requests.cpu': '3' })])).toEqual([
    expect.stringMatching(/^warning: quota small: requests\.cpu: 1 of 4 left/),
  ])
})

test('a container above the limits of the namespace is an error that names the stage', async () => {
  expect(await told([namespace, limits({ memory: '2Gi' })])).toEqual([
    'error: limits: train: asks for memory 4Gi, at most 2Gi is allowed',
  ])
})

test('secrets that are not there are an error; where they may not be read, the right is', async () => {
  const secret = aPipeline({
    stages: [aBatchStage({ secrets: [{ secret: 'db', key: 'password', variable: 'PASSWORD' }] })],
  })
  expect(await told([namespace], {}, secret)).toEqual([expect.stringContaining('needs the secret "db"')])
  const forbidden = new ProblemError('cluster', [{ severity: 'error', code: 'cluster/forbidden', message: 'no' }])
  const { cluster } = clusterHolding([namespace])
  const get: Cluster['get'] = (ref) => (ref.kind === 'Secret' ? Promise.reject(forbidden) : cluster.get(ref))
  const can: Cluster['can'] = async (verb, { kind }) => kind !== 'Secret' || verb !== 'get'
  expect(await told([namespace], { get, can }, secret)).toEqual([
    expect.stringMatching(/^error: this identity may not get secrets in iris/),
  ])
})

test('in a namespace that is yet to be made there is neither room nor a secret to look at', async () => {
  const can: Cluster['can'] = async (_verb, { kind, namespace: at }) => kind !== 'Namespace' || at !== undefined
  expect(await told([], { can })).toEqual([
    'error: this identity may not create namespaces in the whole cluster, which is needed to make the namespace',
  ])
})
