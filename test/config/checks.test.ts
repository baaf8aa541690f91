import { expect, test } from 'vitest'
import { found, inspected, modern } from '../builders-config.ts'

async function problems(stages: string, pipeline = '') {
  const { problems } = await inspected(modern(stages, pipeline))
  return problems.map(({ code, path }) => `${code} ${path}`)
}

const cases: readonly (readonly [string, string, string, string])[] = [
  ['two kinds', '  a: {run: a.py, service: {port: 1}, helm: {chart: c}}\n', '', 'config/stage-kind stages.a'],
  ['nothing to run', '  a: {batch: {retries: 1}}\n', '', 'config/no-program stages.a'],
  ['two programs', '  a: {run: a.py, command: [b]}\n', '', 'config/two-programs stages.a'],
  ['parameters without a notebook', '  a: {run: a.py, parameters: {x: 1}}\n', '', 'config/unfit-key stages.a'],
  [
    'artifacts in two places',
    '  a: {run: a.py, artifacts: {paths: [m], pvc: p, bucket: "s3://models"}}\n',
    '',
    'config/unfit-key stages.a',
  ],
  [
    'a bucket of no cloud we know',
    '  a: {run: a.py, artifacts: {paths: [m], bucket: "ftp://models"}}\n',
    '',
    'config/wrong-value stages.a.artifacts.bucket',
  ],
  ['a gate on a service', '  a: {run: a.py, gate: "true", service: {port: 1}}\n', '', 'config/unfit-key stages.a.gate'],
  ['a program with manifests', '  a: {run: a.py, manifests: [b]}\n', '', 'config/unfit-key stages.a.run'],
  ['a service without port', '  a: {run: a.py, service: {}}\n', '', 'config/missing-key stages.a.service.port'],
  [
    'two names of a release',
    '  a: {helm: {chart: c, release: b, name: d}}\n',
    '',
    'config/unfit-key stages.a.helm.name',
  ],
  ['needs of nothing', '  a: {run: a.py, needs: [b]}\n', '', 'config/unknown-stage stages.a.needs[0]'],
  ['an unknown hook', '  a: {run: a.py}\n', '  always: b\n', 'config/unknown-stage pipeline.always'],
  ['an old hook', '  a: {run: a.py}\n', '  run_on_failure: b\n', 'config/unknown-stage pipeline.run_on_failure'],
  [
    'an unknown group',
    '  a: {run: a.py, group: gpu}\n',
    '  groups: {gpus: 1}\n',
    'config/unknown-group stages.a.group',
  ],
  ['an empty step', '  a: {run: a.py}\n', '  DAG: a >>\n', 'config/empty-step pipeline.DAG'],
  ['an unknown output', '  a: {run: a.py, gate: outputs.x > 1}\n', '', 'config/unknown-output stages.a.gate'],
  ['text as gate', '  a: {run: a.py, gate: "acc ="}\n', '', 'config/bad-expression stages.a.gate'],
  [
    'a request over its limit',
    '  a: {run: a.py, resources: {cpu: 2, limits: {cpu: 500m}}}\n',
    '',
    'config/over-limit stages.a.resources.cpu',
  ],
  [
    'a volume without source',
    '  a: {run: a.py, volumes: {v: {path: /v}}}\n',
    '',
    'config/volume-kind stages.a.volumes.v',
  ],
  [
    'autoscale upside down',
    '  a: {run: a.py, service: {port: 1, autoscale: {min: 3, max: 2}}}\n',
    '',
    'config/autoscale-range stages.a.service.autoscale.max',
  ],
  ['a bad namespace', '  a: {run: a.py}\n', '  namespace: My_NS\n', 'config/bad-namespace pipeline.namespace'],
  ['a variable with a blank', '  a: {run: a.py, env: {"A B": 1}}\n', '', 'config/bad-variable stages.a.env'],
  ['no stages', '  - a\n', '', 'config/no-stages stages'],
]

test.each(cases)('%s is an error with its path', async (_, stages, pipeline, problem) => {
  expect(await problems(stages, pipeline)).toContain(problem)
})

test('a matrix of more than 256 combinations is refused', async () => {
  const values = `[${Array.from({ length: 17 }, (_, n) => n).join(', ')}]`
  expect(await problems(`  a: {run: a.py, matrix: {x: ${values}, y: ${values}}}\n`)).toEqual([
    'config/matrix-size stages.a.matrix',
  ])
})

test('outputs must come from a stage that is done before', async () => {
  const stages = (needs: string) =>
    `  a: {run: a.py, outputs: [rows]}\n  b: {run: b.py, ${needs}if: outputs.a.rows > 1}\n`
  expect(await problems(stages(''))).toEqual(['config/unknown-output stages.b.if'])
  expect(await problems(stages('needs: [a], '))).toEqual([])
})

test('a misplaced key is told where it belongs', async () => {
  const { problems: found } = await inspected(modern('  a: {run: a.py, retries: 1}\n'))
  expect(found[0]?.hint).toBe('It belongs under batch.')
})

test('stages that repeat in the DAG run once, with a warning', async () => {
  const inspection = await inspected(modern('  a: {run: a.py}\n  b: {run: b.py}\n', '  DAG: a >> b >> a\n'))
  expect(found(inspection)).toEqual(['config/repeated-stage 5:18'])
  expect(inspection.steps).toEqual([['a'], ['b'], ['a']])
  expect(inspection.pipeline?.stages.map(({ needs }) => needs)).toEqual([[], ['a']])
})

test('keys that start with x- are left to the user', async () => {
  expect(await problems('  a: {run: a.py, x-owner: me}\n', '  x-note: [1]\n')).toEqual([])
})

test('a value that is a credential is never repeated', async () => {
  const token = ['ghp', '_abcdefghijklmnopqrstuvwxyz0123456789'].join('')
  const { problems: found } = await inspected(modern(`  a: {run: a.py, security: ${token}, secrets: {T: ${token}}}\n`))
  expect(found.length).toBeGreaterThan(2)
  expect(JSON.stringify(found)).not.toContain(token)
})

test('older files blame a whole list or map, also in a stage whose name has a dot', async () => {
  const yaml =
    'version: "1.1"\npipeline: {name: p, docker_image: a, DAG: a.b}\nstages:\n  a.b: {executable_module_path: a.py, args: [1], secrets: {X: 2}, cpu_request: 1, memory_request_mb: 1, batch: {max_completion_time_seconds: 1, retries: 0}}\nlogging: {log_level: INFO}\n'
  const { problems: all } = await inspected(yaml)
  const errors = all.filter(({ severity }) => severity === 'error')
  expect(errors.map(({ path }) => path)).toEqual(['stages.a.b.args', 'stages.a.b.secrets'])
})
