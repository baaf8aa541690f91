import { expect, test } from 'vitest'
import { objectsAsYaml } from '../../src/entry/yaml-output.ts'
import type { Pipeline } from '../../src/model/pipeline.ts'
import type { Plan, PlanFacts } from '../../src/plan/plan.ts'
import { jobForAttempt, planFor } from '../../src/plan/plan-for.ts'
import { allStages, appliedObjects } from '../../src/plan/plan-objects.ts'
import { aBatchStage, aHelmStage, aManifestStage, aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'

const programs = { 'bootstrap.py': 'print("bootstrap")\n', 'buckets.py': 'print("buckets")\n' }

function planOf(pipeline: Pipeline, facts: Partial<PlanFacts> = {}): Plan {
  const result = planFor(pipeline, someFacts({ programs, ...facts }))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const legacy = (generation: Pipeline['generation']) =>
  aPipeline({
    generation,
    namespace: 'ml',
    secretsGroup: generation === '1.1' ? 'prod' : undefined,
    onFailure: 'mail',
    stages: [
      aBatchStage({
        name: 'stage_1',
        security: 'image',
        requirements: { kind: 'list', packages: ['numpy==2.1.0'] },
        secrets: [{ variable: 'TOKEN', secret: 'api', key: 'TOKEN' }],
      }),
      aServiceStage({ name: 'stage-2', security: 'image', replicas: 2, ingress: { annotations: {}, via: 'ingress' } }),
      aBatchStage({ name: 'mail', security: 'image', retries: 1 }),
    ],
  } as Partial<Pipeline>)

const files = ['stage_1/main.py', 'stage-2/main.py', 'mail/main.py', 'train/main.py', 'serve/main.py', 'bodywork.yaml']
const part = (twoDigits: string, bytes: number) => ({ sha256: twoDigits.repeat(32), bytes })
const folds = { values: { fold: [1, 2] }, include: [], exclude: [], failFast: true }
const golden: Readonly<Record<string, readonly [Pipeline, Partial<PlanFacts>]>> = {
  ini: [legacy('ini'), { files }],
  '1.0': [legacy('1.0'), { files }],
  '1.1': [legacy('1.1'), { files, groupSecretVersions: { api: 'uid/42' }, branch: 'feature/x' }],
  '2.0': [aPipeline(), {}],
  '2.0-artifacts': [
    aPipeline({
      stages: [
        aBatchStage({ name: 'prepare', artifacts: { paths: ['rows.csv'], claim: 'big' } }),
        aBatchStage({
          artifacts: { paths: ['model/', '*.csv'] },
          given: [{ stage: 'prepare', parts: [part('ab', 5_000_000_000)], isMatrix: false, claim: 'big' }],
        }),
        aServiceStage({ given: [{ stage: 'train', parts: [part('cd', 1_000_000)], isMatrix: false }] }),
      ],
    }),
    { files: ['prepare/main.py', 'train/main.py', 'serve/main.py'] },
  ],
  '2.0-buckets': [
    aPipeline({
      stages: [
        aBatchStage({ name: 'prepare', matrix: folds, artifacts: { paths: ['fold.csv'] } }),
        aBatchStage({
          artifacts: { paths: ['model/'], bucket: 's3://acme-models/iris' },
          given: [{ stage: 'prepare', parts: [part('ab', 1_000_000), part('cd', 5)], isMatrix: true }],
        }),
        aServiceStage({
          given: [
            { stage: 'train', parts: [part('ef', 5_000_000_000)], isMatrix: false, bucket: 's3://acme-models/iris' },
          ],
        }),
      ],
    }),
    { files: ['prepare/main.py', 'train/main.py', 'serve/main.py'] },
  ],
  '2.0-service': [
    aPipeline({
      env: { STAGE: 'prod' },
      stages: [
        aServiceStage({
          autoscale: { min: 2, max: 10, cpu: 70 },
          health: { kind: 'http', path: '/healthz' },
          ingress: { host: 'a.example', path: '/score', tlsSecret: 'tls', annotations: { x: 'y' }, via: 'ingress' },
          extraPorts: [{ name: 'metrics', port: 9000 }],
          drainSeconds: 5,
          env: { FLAG: 'on', PRICE: '$$ $(X)' },
          resources: {
            cpu: '0',
            memory: '1Gi',
            gpu: { count: 1, resource: 'nvidia.com/gpu' },
            limits: { memory: '2Gi' },
          },
          volumes: [{ name: 'models', mountPath: '/models', readOnly: true, from: { kind: 'pvc', claim: 'models' } }],
          shm: '64Mi',
          pullSecrets: ['registry'],
          serviceAccount: 'scorer',
          nodeSelector: { disk: 'ssd' },
          podTemplate: { metadata: { labels: { team: 'a', stage: 'x' } }, spec: { priorityClassName: 'high' } },
          restart: false,
        }),
      ],
    }),
    { digests: { 'python:3.11': `sha256:${'b'.repeat(64)}` } },
  ],
  '2.0-matrix': [
    aPipeline({
      stages: [
        aBatchStage({
          program: { kind: 'python', path: 'train/main.py', args: ['--alpha', '${matrix.alpha}'] },
          matrix: { values: { alpha: [0.1, 1] }, include: [{ alpha: 9 }], exclude: [], maxParallel: 2, failFast: true },
        }),
      ],
    }),
    {},
  ],
  '2.0-own': [
    aPipeline({ stages: [aManifestStage(), aHelmStage()] }),
    {
      manifests: {
        extras: [
          {
            apiVersion: 'x/v1',
            kind: 'Model',
            metadata: { name: 'm' },
            spec: { accuracy: '${outputs.train.accuracy}' },
          },
          { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', labels: { a: 'b' } }, data: { a: 'b' } },
        ],
        chart: [
          {
            apiVersion: 'batch/v1',
            kind: 'Job',
            metadata: { name: 'migrate', annotations: { 'helm.sh/hook': 'pre-install' } },
            spec: { template: { spec: { containers: [] } } },
          },
          { apiVersion: 'v1', kind: 'Pod', metadata: { name: 't', annotations: { 'helm.sh/hook': 'test' } } },
        ],
      },
    },
  ],
  '2.0-gateway': [
    aPipeline({
      stages: [
        aServiceStage({ ingress: { annotations: {}, via: 'gateway', gateway: { name: 'edge', namespace: 'infra' } } }),
      ],
    }),
    {},
  ],
  '2.0-git': [
    aPipeline({ source: 'git', stages: [aBatchStage({ source: 'git' })] }),
    { git: { url: 'git@git.example:acme/iris.git', secret: 'deploy-key', knownHosts: 'git.example ssh-ed25519 AAAA' } },
  ],
  '2.0-image': [
    aPipeline({
      source: 'image',
      stages: [
        aBatchStage({
          source: 'image',
          program: { kind: 'command', command: ['./job'], args: ['-v'] },
          cacheVolume: 'wheels',
        }),
        aServiceStage({ source: 'image', program: { kind: 'image', args: [] } }),
      ],
    }),
    {},
  ],
}

test.each(Object.entries(golden))('the objects of %s are as they were', async (name, [pipeline, facts]) => {
  const plan = planOf(pipeline, facts)
  const objects = [...appliedObjects(plan), ...(plan.hooks.onFailure?.objects ?? [])]
  await expect(objectsAsYaml(objects)).toMatchFileSnapshot(`../golden/plan/${name}.yaml`)
})

test('the same input gives the same bytes', () => {
  expect(JSON.stringify(planOf(legacy('1.1'), { files }))).toBe(JSON.stringify(planOf(legacy('1.1'), { files })))
})

test('later attempts differ from the first in name, number and what they are given', () => {
  const plan = planOf(aPipeline())
  const train = plan.stages[0]
  if (train === undefined) throw new Error('no stage')
  const second = jobForAttempt(plan, train, 2, { EXCEPTION_MESSAGE: 'a $(b)' })
  expect(second.metadata.name).toBe(train.objects[0]?.metadata.name.replace(/-1$/, '-2'))
  expect(jobForAttempt(plan, train, 1)).toEqual(train.objects[0])
  expect(JSON.stringify(second)).toContain('{"name":"EXCEPTION_MESSAGE","value":"a $$(b)"}')
})

test('hooks are planned apart from the graph, a hook that is a step too stays in it', () => {
  const stages = [aBatchStage(), aBatchStage({ name: 'tell' })]
  const hook = planOf(aPipeline({ stages, steps: [['train']], always: 'tell' }), { files: [...files, 'tell/main.py'] })
  expect(hook.stages.map(({ name }) => name)).toEqual(['train'])
  expect(hook.hooks.always?.name).toBe('tell')
  const both = planOf(aPipeline({ stages, steps: [['train'], ['tell']], always: 'tell' }), {
    files: [...files, 'tell/main.py'],
  })
  expect(allStages(both).map(({ name }) => name)).toEqual(['train', 'tell'])
})

test('objects of the user get the namespace and our mark', () => {
  const object = { apiVersion: 'x/v1', kind: 'Model', metadata: { name: 'm', labels: { a: 'b' } } }
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'r' } }
  const plan = planOf(aPipeline({ stages: [aManifestStage(), aHelmStage()] }), {
    manifests: { extras: [object, role] },
  })
  expect(plan.shared.map(({ kind }) => kind)).toEqual(['Namespace'])
  expect(plan.stages[0]?.objects.map(({ metadata }) => metadata)).toEqual([
    { name: 'r', labels: { 'bodywork.dev/pipeline': 'iris', 'bodywork.dev/stage': 'extras' } },
    {
      namespace: 'iris',
      name: 'm',
      labels: { a: 'b', 'bodywork.dev/pipeline': 'iris', 'bodywork.dev/stage': 'extras' },
    },
  ])
})

test('source: git needs a remote and a commit', () => {
  const pipeline = aPipeline({ stages: [aBatchStage({ source: 'git' })] })
  const { repository: _, ...noRemote } = someFacts()
  expect(planFor(pipeline, noRemote).problems[0]?.code).toBe('plan/no-remote')
  expect(planFor(pipeline, someFacts({ commit: 'worktree-1' })).problems[0]?.code).toBe('plan/no-commit')
})

test('every problem of every stage is told at once', () => {
  const stages = [aBatchStage({ image: 'A B' }), aServiceStage({ port: 70000 })]
  expect(planFor(aPipeline({ stages }), someFacts({ files: [] })).problems.map(({ code }) => code)).toEqual([
    'plan/bad-image',
    'plan/module-missing',
    'plan/module-missing',
    'plan/bad-port',
  ])
})
