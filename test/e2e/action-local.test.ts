import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runStep, type StepOptions } from '../runner/runner.ts'

const home = mkdtempSync(join(tmpdir(), 'bodywork-action-home-'))
const folder = mkdtempSync(join(tmpdir(), 'bodywork-action-local-'))
afterAll(() => {
  for (const made of [home, folder]) rmSync(made, { recursive: true, force: true })
})

const pipeline = `version: "2.0"
pipeline:
  name: small
  namespace: small
  image: python:3.12-slim
  DAG: prepare >> train
stages:
  prepare:
    run: prepare.py
    batch: {timeout: 1m, retries: 0}
  train:
    run: train.py
    batch: {timeout: 1m, retries: 0}
`

/** Commits a pipeline whose second stage runs this program. */
function commit(train: string): void {
  const files = { 'bodywork.yaml': pipeline, 'prepare.py': 'print("ready")\n', 'train.py': train }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', ...words], { cwd: folder })
  git('init', '-q', '-b', 'main')
  git('add', '-A')
  git('commit', '-q', '-m', 'change')
}

const step = (more: Partial<StepOptions> = {}) =>
  runStep('main', {
    workspace: folder,
    ...more,
    env: { HOME: home, NO_COLOR: '1', ...more.env },
    inputs: { provider: 'local', ...more.inputs },
  })

test('on the local cluster a deployment succeeds', async () => {
  commit('print("trained")\n')
  const result = await step()
  expect(result.exitCode, result.output).toBe(0)
  expect(result.groups.map(({ name }) => name)).toEqual(['1. prepare', '2. train'])
  expect(result.lines).toContain('train | trained')
  expect(result.outputs).toMatchObject({ status: 'succeeded' })
})

test('on the local cluster a failing stage is annotated on its line', async () => {
  commit('raise ValueError("no data")\n')
  const result = await step()
  expect(result.exitCode, result.output).toBe(1)
  expect(result.outputs).toMatchObject({ status: 'failed', 'failed-stage': 'train' })
  expect(result.annotations).toMatchObject([{ level: 'error', file: 'bodywork.yaml', line: 12 }])
})

test('on the local cluster a cancelled run is out within 5 seconds', async () => {
  commit('import time\nprint("training", flush=True)\ntime.sleep(60)\n')
  const result = await step({ cancelWhen: (output) => output.includes('train | training') })
  expect(result.exitCode, result.output).toBe(130)
  expect(result.cancelMs).toBeLessThan(5000)
})
