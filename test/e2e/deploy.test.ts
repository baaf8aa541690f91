import { afterAll, describe, expect, test } from 'vitest'
import { kubeconfig, project, serveProgram, trainAndServe, trainProgram } from './cluster.ts'

const iris = kubeconfig === undefined ? undefined : project('deploy')
afterAll(() => iris?.remove())

describe.runIf(iris !== undefined)('train and serve on a real Kubernetes', () => {
  const at = iris ?? project('none')
  const answers = () => at.kubectl('get', '--raw', `/api/v1/namespaces/${at.namespace}/services/serve:8000/proxy/`)

  test('a first deployment trains, serves, and tells its time in JSON', () => {
    at.commit({
      'bodywork.yaml': trainAndServe(at.namespace),
      'train.py': trainProgram,
      'serve.py': serveProgram('v1'),
    })
    const { status, stdout } = at.bodywork('deploy', '--format', 'json')
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(status).toBe(0)
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'succeeded', revision: 1 })
    expect(events.find((event) => event.type === 'stage.finished' && event.stage === 'train')).toMatchObject({
      outputs: { accuracy: '0.97' },
    })
    expect(events.filter((event) => event.type === 'stage.log').map((event) => event.line)).toContain('training')
    expect(answers()).toBe('v1\n')
  })

  test('a redeployment replaces the pods', () => {
    at.commit({ 'serve.py': serveProgram('v2') })
    expect(at.bodywork('deploy').status).toBe(0)
    expect(answers()).toBe('v2\n')
  })

  test.each([
    [
      'a missing module',
      { 'serve.py': 'import nowhere_to_be_found\n' },
      /the Python module "nowhere_to_be_found" is not installed/,
    ],
    ['a program that ends', { 'serve.py': 'import sys\nsys.exit(3)\n' }, /exit code 3/],
  ])('%s is named, and the version before serves on', (_name, files, words) => {
    at.commit(files)
    const { status, stdout } = at.bodywork('deploy')
    expect(stdout).toMatch(words)
    expect(stdout).toContain('what was deployed before is back')
    expect(status).toBe(1)
    expect(answers()).toBe('v2\n')
  })

  test('an image that does not exist is named, and the version before serves on', () => {
    const image = '    image: registry.local/nothing:1\n    service: {port: 8000, replicas: 2, startup_timeout: 60s}'
    at.commit({ 'bodywork.yaml': trainAndServe(at.namespace, { serve: image }), 'serve.py': serveProgram('v3') })
    const { status, stdout } = at.bodywork('deploy')
    expect(stdout).toContain('registry.local/nothing:1')
    expect(status).toBe(1)
    expect(answers()).toBe('v2\n')
  })

  test('a training that fails stops the run before the service is touched', () => {
    at.commit({ 'bodywork.yaml': trainAndServe(at.namespace), 'train.py': 'raise ValueError("no data")\n' })
    const { status, stdout } = at.bodywork('deploy')
    expect(status).toBe(1)
    expect(stdout).toContain('ValueError: no data')
    expect(answers()).toBe('v2\n')
  })

  test('a gate that does not hold fails the stage with its numbers', () => {
    const gate = '    gate: outputs.accuracy >= 0.99\n    batch: {timeout: 2m, retries: 0}'
    at.commit({ 'bodywork.yaml': trainAndServe(at.namespace, { train: gate }), 'train.py': trainProgram })
    const { status, stdout } = at.bodywork('deploy')
    expect(status).toBe(1)
    expect(stdout).toMatch(/0\.97/)
    expect(answers()).toBe('v2\n')
  })

  test('history lists every revision with what became of it', () => {
    const { status, stdout } = at.bodywork('history')
    expect(status).toBe(0)
    expect(stdout.match(/rolled-back/g)?.length).toBeGreaterThanOrEqual(4)
    expect(stdout.match(/deployed/g)).toHaveLength(2)
  })

  test('nothing of ours is left behind: no Jobs, no broken pods', () => {
    expect(at.kubectl('get', 'jobs', '-o', 'name')).toBe('')
    const { items } = JSON.parse(at.kubectl('get', 'pods', '-o', 'json'))
    const staying = items.filter(
      (pod: { metadata: { deletionTimestamp?: string } }) => pod.metadata.deletionTimestamp === undefined,
    )
    expect(staying.map((pod: { status: { phase: string } }) => pod.status.phase)).toEqual(['Running', 'Running'])
  })

  test('rollback brings the first version back, verified', () => {
    at.commit({ 'bodywork.yaml': trainAndServe(at.namespace), 'train.py': trainProgram })
    expect(at.bodywork('rollback', '--to', '1').status).toBe(0)
    expect(answers()).toBe('v1\n')
  })
})
