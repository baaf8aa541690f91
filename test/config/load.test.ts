import { expect, test } from 'vitest'
import { loadPipeline } from '../../src/config/load.ts'
import { filesOf, found, inspected, modern } from '../builders-config.ts'

const older = (version: string, section: string, stages: string, more = '') => `version: "${version}"
${section}:
  name: iris
  docker_image: bodyworkml/bodywork-core:3.0
  DAG: train >> serve
${more}stages:
${stages}logging:
  log_level: INFO
`
const twoStages = `  train:
    executable_module_path: pipeline/train.py
    requirements: [scikit-learn==1.5.2]
    cpu_request: 0.25
    memory_request_mb: 100
    secrets: {AWS_KEY: aws}
    batch: {max_completion_time_seconds: 0, retries: 2}
  serve:
    executable_module_path: pipeline/serve.py
    cpu_request: 0.5
    memory_request_mb: 2048
    service: {max_startup_time_seconds: 30, replicas: 2, port: 8000, ingress: true}
`

test.each([
  ['1.0', 'project'],
  ['1.1', 'pipeline'],
])('generation %s folds with the defaults it always had', async (version, section) => {
  const { pipeline, problems } = await inspected(older(version, section, twoStages))
  expect(problems).toEqual([])
  expect(pipeline).toMatchObject({
    name: 'iris',
    namespace: 'iris',
    generation: version,
    steps: [['train'], ['serve']],
    source: 'bundle',
    atomic: true,
    stages: [
      {
        kind: 'batch',
        needs: [],
        program: { kind: 'python', path: 'pipeline/train.py' },
        requirements: { kind: 'list', packages: ['scikit-learn==1.5.2'] },
        secrets: [{ variable: 'AWS_KEY', secret: 'aws', key: 'AWS_KEY' }],
        resources: { cpu: '250m', memory: '100Mi' },
        security: 'image',
        retries: 2,
        pendingTimeoutSeconds: 600,
      },
      {
        kind: 'service',
        needs: ['train'],
        resources: { cpu: '500m', memory: '2Gi' },
        startupTimeoutSeconds: 30,
        ingress: { via: 'ingress' },
        health: { kind: 'tcp' },
        restart: true,
      },
    ],
  })
  expect(pipeline?.stages[0]).not.toHaveProperty('timeoutSeconds')
  expect(pipeline?.places['stages.serve.service.port']).toEqual({ file: 'bodywork.yaml', line: 18, column: 58 })
})

test('a key of a later generation has no effect in an older one, and is said', async () => {
  const more = '  namespace: other\n'
  const text = older('1.0', 'project', twoStages).replace('stages:\n', `${more}stages:\n`)
  const inspection = await inspected(text)
  expect(found(inspection)).toEqual(['config/unknown-key 6:3'])
  expect(inspection.pipeline?.namespace).toBe('iris')
  expect(found(await inspected(text, { isStrict: true }))).toEqual(['config/unknown-key 6:3'])
  expect((await inspected(text, { isStrict: true })).pipeline).toBeUndefined()
})

test('eight different mistakes are all shown, in one run and with their lines', async () => {
  const text = `version: "2.0"
pipeline:
  name: iris
  imgae: python:3.12
  DAG: prepare >> trian
stages:
  prepare:
    run: prepare.txt
    image: python:3.12
    batch: {timeout: soon}
  train:
    run: train.py
    image: python:3.12
    gate: outputs.accuracy = 0.9
    needs: [prepare, train]
    resources: {memory: 12 GB}
    service: {replicas: -1, port: 80000}
`
  expect(found(await inspected(text))).toEqual([
    'config/unknown-key 4:3',
    'config/unknown-stage 5:19',
    'config/wrong-value 8:10',
    'config/wrong-value 10:22',
    'config/unfit-key 14:5',
    'config/bad-expression 14:28',
    'config/cycle 15:5',
    'config/wrong-value 16:25',
    'config/out-of-range 17:25',
    'config/port-range 17:35',
  ])
})

test('old spellings work in 2.0, each with a note', async () => {
  const inspection = await inspected(
    modern(
      '  a:\n    executable_module_path: a.py\n    cpu_request: 1\n    memory_request_mb: 64\n    batch: {max_completion_time_seconds: 5}\n',
    ),
  )
  expect(found(inspection)).toEqual(
    [7, 8, 9].map((line) => `config/old-spelling ${line}:5`).concat('config/old-spelling 10:13'),
  )
  expect(inspection.pipeline?.stages[0]).toMatchObject({
    program: { kind: 'python', path: 'a.py' },
    resources: { cpu: '1', memory: '64Mi' },
    timeoutSeconds: 5,
  })
})

test('defaults reach every stage of their kind, and the stage itself wins', async () => {
  const { pipeline } = await inspected(
    modern(
      '  a: {run: a.py, env: {Y: 2}, batch: {retries: 0}}\n  s: {run: s.py, service: {port: 80}}\n',
      '  defaults: {env: {X: 1, Y: 1}, batch: {retries: 3, timeout: 1m}, service: {replicas: 4}}\n',
    ),
  )
  expect(pipeline?.stages).toMatchObject([
    { env: { X: '1', Y: '2' }, retries: 0, timeoutSeconds: 60 },
    { env: { X: '1', Y: '1' }, replicas: 4 },
  ])
})

test('needs alone make the graph, and stages on call stay out of it', async () => {
  const { pipeline, steps } = await inspected(
    modern(
      '  c: {run: c.py, needs: [a, b]}\n  a: {run: a.py}\n  b: {run: b.py, needs: [a]}\n  n: {run: n.py}\n',
      '  on_failure: n\n',
    ),
  )
  expect(steps).toEqual([['a'], ['b'], ['c']])
  expect(pipeline?.onFailure).toBe('n')
})

test('needs join a DAG text', async () => {
  const { steps } = await inspected(
    modern(
      '  a: {run: a.py}\n  b: {run: b.py}\n  c: {run: c.py, needs: [a]}\n  unused: {run: u.py}\n',
      '  DAG: a >> b\n',
    ),
  )
  expect(steps).toEqual([['a'], ['b', 'c']])
})

test('environment values stay the text they were', async () => {
  const { pipeline } = await inspected(modern('  a: {run: a.py, env: {A: 1.50, B: yes, C: "010"}}\n'))
  expect(pipeline?.stages[0]).toMatchObject({ env: { A: '1.50', B: 'true', C: '010' } })
})

test('names that Kubernetes refuses only warn in older files, unless they are about to be deployed', async () => {
  const text = older('1.1', 'pipeline', twoStages.replace('train:', 'Train:')).replace('train >>', 'Train >>')
  expect(await inspected(text)).toMatchObject({ problems: [{ code: 'config/bad-name', severity: 'warning' }] })
  expect(await inspected(text, { isForDeploy: true })).toMatchObject({ problems: [{ severity: 'error' }] })
})

test('files are looked for only when asked, from the folder of the configuration', async () => {
  const seen: string[] = []
  const exists = async (path: string) => {
    seen.push(path)
    return path.endsWith('a.py') ? ('file' as const) : ('missing' as const)
  }
  const text = modern('  a: {run: a.py}\n  b: {run: b.py}\n')
  const readFile = filesOf({ 'ml/bodywork.yaml': text })
  const loaded = await loadPipeline({ file: 'ml/bodywork.yaml', readFile, exists, checkFiles: true })
  expect(loaded).toMatchObject({ ok: false, problems: [{ code: 'config/missing-module', path: 'stages.b.run' }] })
  expect(seen).toEqual(['ml/a.py', 'ml/b.py'])
  expect((await loadPipeline({ file: 'ml/bodywork.yaml', readFile, exists })).ok).toBe(true)
})

test('a missing version is an error and everything else is still checked', async () => {
  expect(found(await inspected('pipeline: {name: p, docker_image: a, DAG: x}\nstages: {}\n'))).toEqual([
    'config/missing-key 1:1',
    'config/no-version 1:1',
    'config/unknown-stage 1:43',
  ])
  expect(found(await inspected('version: 1.1\npipeline: {}\n'))).toContain('config/version 1:10')
  expect(found(await inspected('- a\n'))).toEqual(['config/not-a-map 1:1'])
})

test('duplicate keys are an error in 2.0', async () => {
  expect((await inspected(modern('  a: {run: a.py}\n  a: {run: b.py}\n'))).pipeline).toBeUndefined()
})
