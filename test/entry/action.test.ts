import { expect, test } from 'vitest'
import { recordsIn } from '../../src/run/record.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { step } from './action-door.ts'
import { smallWiring } from './wiring.ts'

const secretPipeline = () =>
  aPipeline({
    secretsGroup: 'prod',
    stages: [aBatchStage({ secrets: [{ secret: 'db', key: 'password', variable: 'PASSWORD' }] }), aServiceStage()],
  })

test('a deployment that succeeds ends with 0, its outputs and a summary', async () => {
  const wiring = smallWiring(
    () => aPipeline(),
    () => ({ lines: ['epoch 1'] }),
  )
  const { code, log, outputs, summary, annotations, state } = await step(wiring)
  expect(code).toBe(0)
  expect(log).toContain('train | epoch 1\n')
  expect(outputs).toMatchObject({ status: 'succeeded', 'failed-stage': '', revision: '1' })
  expect(summary).toMatch(/^## ✅/)
  expect(annotations).toEqual([])
  expect(state).toMatchObject({ phase: 'main', outcome: 'succeeded' })
})

test('a stage that fails gives one error, and the outputs name it', async () => {
  const wiring = smallWiring(
    () => aPipeline(),
    (stage) => (stage === 'train' ? { exitCode: 1, lines: ['no data'] } : {}),
  )
  const { code, outputs, annotations } = await step(wiring)
  expect(code).toBe(1)
  expect(outputs).toMatchObject({ status: 'failed', 'failed-stage': 'train' })
  expect(annotations).toHaveLength(1)
  expect(annotations[0]?.message).toContain('no data')
})

test('what is refused is told once', async () => {
  const { code, outputs, annotations } = await step(smallWiring(secretPipeline))
  expect(code).toBe(2)
  expect(outputs).toMatchObject({ status: 'refused', 'failure-cause': 'run/secret-missing' })
  expect(annotations).toHaveLength(1)
})

test('secrets of the step become those of the pipeline, masked first and nowhere else', async () => {
  const wiring = smallWiring(secretPipeline, () => ({
    lines: ['password is hunter2-long', 'aHVudGVyMi1sb25n'],
    message: '{"outputs": {"accuracy": "hunter2-long"}, "error": ""}',
  }))
  const result = await step(wiring, { inputs: { secrets: 'db.password=hunter2-long' } })
  expect(result.code).toBe(0)
  expect(result.masks[0]).toBe('hunter2-long')
  const copies = wiring.cluster
    .objects('Secret')
    .filter((secret) => secret['data'] !== undefined && secret.metadata.name.startsWith('db'))
  expect(copies).toMatchObject([{ immutable: true, data: { password: 'aHVudGVyMi1sb25n' } }])
  const told = JSON.stringify([result.log, result.outputs, result.state, result.summary, result.annotations])
  expect(told).not.toMatch(/hunter2|aHVudGVyMi1sb25n/)
  expect(result.log).toContain('train | password is ***')
  const records = recordsIn(wiring.cluster.objects('Secret'))
  expect(records).toHaveLength(1)
  expect(JSON.stringify(records)).not.toMatch(/hunter2|aHVudGVyMi1sb25n/)
  const others = ['Job', 'Deployment', 'ConfigMap'].flatMap((kind) => wiring.cluster.objects(kind))
  expect(JSON.stringify(others)).not.toMatch(/hunter2|aHVudGVyMi1sb25n/)
})

test('values without a group are an error that names the input, not the value', async () => {
  const { code, annotations } = await step(
    smallWiring(() => aPipeline()),
    { inputs: { secrets: 'db.password=hunter2' } },
  )
  expect(code).toBe(2)
  expect(annotations.map(({ message }) => message).join()).toContain('no secrets_group')
  expect(JSON.stringify(annotations)).not.toContain('hunter2')
})

test('wrong inputs are told at once and nothing is touched', async () => {
  const wiring = smallWiring(() => aPipeline())
  const { code, annotations } = await step(wiring, { inputs: { provider: 'esk', timeout: 'soon', kubeconfig: '/x' } })
  expect(code).toBe(2)
  expect(annotations.map(({ message }) => message.split('\n')[0])).toEqual([
    'the input "timeout" must be a duration, not "soon"',
    'the input "provider" cannot be "esk"',
  ])
  expect(wiring.cluster.writes).toEqual([])
})

test('a cancelled deployment is undone by the post step, which says so', async () => {
  const wiring = smallWiring(
    () => aPipeline(),
    () => ({ seconds: 600 }),
  )
  const controller = new AbortController()
  wiring.clock.sleep(5000).then(
    () => controller.abort(),
    () => undefined,
  )
  const main = await step(wiring, { signal: controller.signal })
  expect(main.code).toBe(130)
  expect(main.outputs).toMatchObject({ status: 'cancelled' })
  const post = await step(wiring, { state: main.state })
  expect(post.code).toBe(0)
  expect(post.log).toContain('bodywork | nothing had to be restored')
  expect(post.summary).toMatch(/^## ↩️/)
})

test('after a run that ended the post step does nothing', async () => {
  const wiring = smallWiring(() => aPipeline())
  const main = await step(wiring)
  const post = await step(wiring, { state: main.state })
  expect(post).toMatchObject({ code: 0, log: '', summary: '' })
})

test('a command line command runs behind a prefix and into the same cluster', async () => {
  const wiring = smallWiring(() => aPipeline())
  await step(wiring)
  await step(wiring, { env: { GITHUB_RUN_ID: '43' } })
  const back = await step(wiring, { inputs: { command: 'rollback' } })
  expect(back.code, back.log).toBe(0)
  expect(back.outputs).toEqual({ status: 'succeeded', 'rolled-back': 'true' })
  expect(back.log.split('\n').filter((line) => line !== '' && !line.startsWith('rollback | '))).toEqual([])
})
