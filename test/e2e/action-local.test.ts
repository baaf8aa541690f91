import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { githubServer } from '../entry/github-server.ts'
import { runStep, type StepOptions, type StepResult } from '../runner/runner.ts'
import { tortureProgram } from '../runner/torture.ts'
import { serveProgram, trainAndServe, trainProgram } from './cluster.ts'

const program = process.env['BODYWORK_TEST_PROGRAM'] ?? join(process.cwd(), 'dist/index.js')
const home = mkdtempSync(join(tmpdir(), 'bodywork-action-local-'))
const folder = join(home, 'repository')
const environment = { HOME: home, NO_COLOR: '1', BODYWORK_LOCAL: join(home, 'local') }

function bodywork(...words: readonly string[]): string {
  const env = { PATH: process.env['PATH'], ...environment }
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`bodywork ${words.join(' ')}: ${status}\n${stdout}\n${stderr}`)
  return stdout
}

function commit(files: Readonly<Record<string, string>>): void {
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', ...words], { cwd: folder })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  git('add', '-A')
  git('commit', '-q', '--allow-empty', '-m', 'change')
}

const step = (more: Partial<StepOptions> = {}): StepOptions => ({
  workspace: folder,
  ...more,
  env: { GITHUB_RUN_ID: randomBytes(4).toString('hex'), ...environment, ...more.env },
  inputs: { provider: 'local', ...more.inputs },
})
const main = (more: Partial<StepOptions> = {}) => runStep('main', step(more))
const post = (of: StepResult) => runStep('post', step(), of.state)

async function answer(): Promise<string> {
  const url = /small\/serve\s+(http:\S+)/.exec(bodywork('local', 'status'))?.[1] ?? ''
  return (await fetch(url)).text()
}

describe.skipIf(process.platform === 'win32')('the action on the local cluster', () => {
  beforeAll(() => {
    execFileSync('git', ['init', '-q', '-b', 'main', folder])
    bodywork('local', 'up')
  })
  afterAll(() => {
    bodywork('local', 'down')
    rmSync(home, { recursive: true, force: true })
  })

  test('a deployment succeeds', async () => {
    const readme = { 'bodywork.yaml': trainAndServe('small'), 'train.py': trainProgram, 'serve.py': serveProgram('v1') }
    commit(readme)
    const result = await main({ inputs: { 'report-dir': '../reports' } })
    expect(result.exitCode, result.output).toBe(0)
    expect(result.groups.map(({ name }) => name)).toEqual(['1. train', '2. serve'])
    expect(result.outputs).toMatchObject({ status: 'succeeded', 'rolled-back': 'false' })
    expect(JSON.parse(result.outputs['outputs'] ?? '')).toEqual({ train: { accuracy: '0.97' } })
    expect(readFileSync(join(home, 'reports/report.html'), 'utf8')).toContain('<svg')
    expect(await answer()).toBe('v1\n')
  })

  test('a failing stage is annotated on its line, and the version before serves on', async () => {
    commit({ 'serve.py': 'import sys\nprint("no model")\nsys.exit(3)\n' })
    const result = await main()
    expect(result.exitCode, result.output).toBe(1)
    expect(result.outputs).toMatchObject({ 'failed-stage': 'serve', 'failure-cause': 'crash', 'rolled-back': 'true' })
    const lines = readFileSync(join(folder, 'bodywork.yaml'), 'utf8').split('\n')
    const errors = result.annotations.filter(({ level }) => level === 'error')
    expect(errors.map(({ file, line }) => `${file}: ${lines[(line ?? 0) - 1]}`)).toEqual([
      'bodywork.yaml:     run: serve.py',
    ])
    expect(await answer()).toBe('v1\n')
  })

  test('a requirement that cannot be installed is annotated at its line of the list', async () => {
    const index = createServer((_request, response) => void response.writeHead(404).end())
    await once(index.listen(0, '127.0.0.1'), 'listening')
    const url = `http://127.0.0.1:${(index.address() as AddressInfo).port}/simple`
    commit({
      'risk/bodywork.yaml': `version: "2.0"
pipeline: {name: risk, namespace: small, image: python:3.12-slim}
stages:
  score:
    run: score.py
    requirements: {file: requirements.txt}
    env: {PIP_INDEX_URL: "${url}", PIP_EXTRA_INDEX_URL: "", NO_PROXY: 127.0.0.1, no_proxy: 127.0.0.1}
    batch: {timeout: 1m, retries: 0}
`,
      'risk/score.py': 'print("never")\n',
      'risk/requirements.txt': '# what the score needs\n\nNo_Such.Package==1.0  # a typo\n',
    })
    const result = await main({ inputs: { config: 'risk/bodywork.yaml' } })
    index.closeAllConnections()
    index.close()
    expect(result.exitCode, result.output).toBe(1)
    expect(result.outputs).toMatchObject({ status: 'failed', 'failed-stage': 'score' })
    expect(result.annotations, result.output).toMatchObject([
      { level: 'error', title: 'stage score failed', file: 'risk/requirements.txt', line: 3 },
    ])
    expect(result.annotations[0]?.message).toContain(
      '"No_Such.Package==1.0" of risk/requirements.txt was not installed',
    )
    expect(result.annotations[0]?.message).toContain('change line 3 of risk/requirements.txt')
  })

  test('a second attempt goes on where the first one failed', async () => {
    const env = { GITHUB_RUN_ID: randomBytes(4).toString('hex') }
    const batch = 'batch: {timeout: 1m, retries: 0}'
    commit({
      'resumed.yaml': `version: "2.0"
pipeline: {name: resumed, namespace: small, image: python:3.12-slim, DAG: train >> check}
stages:
  train: {run: train.py, outputs: [accuracy], ${batch}}
  check: {run: check.py, ${batch}}
`,
      'check.py': 'raise SystemExit(4)\n',
    })
    const inputs = { config: 'resumed.yaml' }
    const first = await main({ env, inputs })
    expect(first.outputs, first.output).toMatchObject({ status: 'failed', 'failed-stage': 'check' })
    const second = await main({ env, inputs, attempt: 2 })
    const stages = JSON.parse(second.outputs['stages'] ?? '{}')
    expect(stages, second.output).toMatchObject({ train: { outcome: 'skipped' }, check: { outcome: 'failed' } })
  })

  test('cancelled in the middle of training: out within 5 seconds, and post finds everything as it was', async () => {
    commit({ 'train.py': 'import time\nprint("training now", flush=True)\ntime.sleep(60)\n' })
    const cancelled = await main({ cancelWhen: (output) => output.includes('train | training now') })
    expect(cancelled.exitCode, cancelled.output).toBe(130)
    expect(cancelled.cancelMs).toBeLessThan(5000)
    const after = await post(cancelled)
    expect(after.exitCode, after.output).toBe(0)
    expect(await answer()).toBe('v1\n')
  })

  test('cancelled while the new service starts: post puts the version before back and verifies it', async () => {
    commit({ 'train.py': trainProgram, 'serve.py': 'import time\nprint("starting", flush=True)\ntime.sleep(60)\n' })
    const cancelled = await main({ cancelWhen: (output) => output.includes('serve | starting') })
    expect(cancelled.exitCode, cancelled.output).toBe(130)
    const after = await post(cancelled)
    expect(after.output).toMatch(/restored .* verified/)
    expect(await answer()).toBe('v1\n')
  })

  test('the time-out of the step ends like a cancel', async () => {
    commit({ 'train.py': 'import time\ntime.sleep(60)\n' })
    const ended = await main({ timeoutMs: 4000 })
    expect(ended.exitCode, ended.output).toBe(130)
    expect(ended.cancelMs).toBeLessThan(5000)
    expect((await post(ended)).exitCode).toBe(0)
  })

  test('nothing that a hostile stage prints is obeyed, and secrets are masked', async () => {
    const secret = `s3cret-${randomBytes(8).toString('hex')}`
    const train = '    secrets: {PASSWORD: db}\n    batch: {timeout: 2m, retries: 0}'
    const yaml = trainAndServe('small', { train }).replace('  DAG:', '  secrets_group: prod\n  DAG:')
    commit({ 'bodywork.yaml': yaml, 'train.py': `import os\nprint(os.environ["PASSWORD"])\n${tortureProgram}` })
    const result = await main({ inputs: { secrets: `db.PASSWORD=${secret}` } })
    expect(result.exitCode, result.output).toBe(1)
    expect(result.annotations.map(({ title }) => title)).toEqual(['stage train failed'])
    expect(result.masks.filter((mask) => mask.includes('own') || mask === 'e')).toEqual([])
    expect(result.lines.join('\n')).toContain('train | déjà vu 模型 🚀 stays readable')
    const printed = result.output.split('\n').filter((line) => !line.startsWith('::add-mask::'))
    expect(`${printed.join('\n')}${result.summary}${JSON.stringify(result.outputs)}`).not.toContain(secret)
  })

  test('a plan on a pull request is one comment, and requests are in the debug log', async () => {
    const github = await githubServer()
    const result = await main({
      event: { name: 'pull_request', payload: { pull_request: { number: 7 } } },
      env: { GITHUB_API_URL: github.url, RUNNER_DEBUG: '1' },
      inputs: { command: 'plan', comment: 'true' },
    })
    await github.close()
    expect(result.exitCode, result.output).toBe(0)
    expect(github.comments).toHaveLength(1)
    expect(result.debug.join('\n')).not.toMatch(/authorization:|Bearer/i)
  })
})
