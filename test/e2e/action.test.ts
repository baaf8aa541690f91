import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { recordsIn } from '../../src/run/record.ts'
import { blocks } from '../docs/markdown.ts'
import { githubServer } from '../entry/github-server.ts'
import { runStep, type StepOptions, type StepResult } from '../runner/runner.ts'
import { tortureProgram } from '../runner/torture.ts'
import { kubeconfig, type Project, project, pythonImage, serveProgram, trainAndServe, trainProgram } from './cluster.ts'

const real = kubeconfig === undefined ? undefined : project('action')
afterAll(() => real?.remove())

describe.runIf(real !== undefined)('the action on a real Kubernetes', () => {
  const at: Project = real ?? project('none')
  const step = (options: Partial<StepOptions> = {}): StepOptions => ({
    workspace: at.folder,
    ...options,
    env: { GITHUB_RUN_ID: randomBytes(4).toString('hex'), NO_COLOR: '1', ...options.env },
    inputs: { kubeconfig: kubeconfig ?? '', ...options.inputs },
  })
  const main = (options: Partial<StepOptions> = {}) => runStep('main', step(options))
  const post = (of: StepResult) => runStep('post', step(), of.state)
  const answers = () => at.kubectl('get', '--raw', `/api/v1/namespaces/${at.namespace}/services/serve:8000/proxy/`)
  const sleeping = 'import time\nprint("training now", flush=True)\ntime.sleep(120)\n'

  test('a deployment succeeds: outputs, groups, prefixed lines, a summary with its verdict first', async () => {
    at.commit({
      'bodywork.yaml': trainAndServe(at.namespace),
      'train.py': trainProgram,
      'serve.py': serveProgram('v1'),
    })
    const result = await main({ inputs: { 'report-dir': 'reports' } })
    expect(result.exitCode, result.output).toBe(0)
    expect(result.outputs).toMatchObject({
      status: 'succeeded',
      'failed-stage': '',
      'failure-cause': '',
      'rolled-back': 'false',
      revision: '1',
      'primary-url': `http://serve.${at.namespace}.svc.cluster.local:8000`,
    })
    expect(JSON.parse(result.outputs['outputs'] ?? '')).toEqual({ train: { accuracy: '0.97' } })
    expect(JSON.parse(result.outputs['stages'] ?? '')).toMatchObject({ serve: { outcome: 'succeeded', attempts: 1 } })
    expect(result.groups.map(({ name }) => name)).toEqual(['1. train', '2. serve'])
    expect(result.groups[0]?.lines).toContain('train | training')
    expect(result.annotations).toEqual([])
    expect(result.summary).toMatch(/^## ✅ iris: deployed in /)
    expect(result.outputs['report-path']).toMatch(/reports\/report\.md$/)
    expect(answers()).toBe('v1\n')
    expect((await post(result)).lines.join('')).toBe('')
  })

  test('a failing stage: the job fails, the line is annotated, the version before serves on', async () => {
    at.commit({ 'serve.py': 'import sys\nprint("no model")\nsys.exit(3)\n' })
    const result = await main()
    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({
      status: 'failed',
      'failed-stage': 'serve',
      'rolled-back': 'true',
      'failure-cause': 'crash',
    })
    const [annotation, ...more] = result.annotations.filter(({ level }) => level === 'error')
    expect(more).toEqual([])
    expect(annotation).toMatchObject({ file: 'bodywork.yaml', title: 'stage serve failed' })
    expect(lineOf(at, annotation?.line)).toBe('    run: serve.py')
    expect(annotation?.message).toContain('no model')
    expect(result.summary).toMatch(/^## ❌ iris: failed in .*what was deployed before is back/)
    expect(answers()).toBe('v1\n')
  })

  test('cancelled in the middle of training: out within 5 seconds, and post restores and verifies', async () => {
    at.commit({ 'serve.py': serveProgram('v2'), 'train.py': sleeping })
    const cancelled = await main({ cancelWhen: (output) => output.includes('train | training now') })
    expect(cancelled.exitCode, cancelled.output).toBe(130)
    expect(cancelled.cancelMs).toBeLessThan(5000)
    expect(cancelled.outputs).toMatchObject({ status: 'cancelled' })
    expect(at.kubectl('get', 'jobs', '-o', 'name')).toBe('')
    const after = await post(cancelled)
    expect(after.exitCode, after.output).toBe(0)
    expect(after.lines).toContain('bodywork | nothing had to be restored')
    expect(answers()).toBe('v1\n')
  })

  test('cancelled while the new service starts: post puts the version before back and verifies it', async () => {
    const slow = `import time\nprint("starting v2", flush=True)\ntime.sleep(300)\n`
    at.commit({ 'train.py': trainProgram, 'serve.py': slow })
    const cancelled = await main({ cancelWhen: (output) => output.includes('serve | starting v2') })
    expect(cancelled.exitCode, cancelled.output).toBe(130)
    expect(cancelled.cancelMs).toBeLessThan(5000)
    const after = await post(cancelled)
    expect(after.exitCode, after.output).toBe(0)
    expect(after.output).toMatch(/restored .* verified/)
    expect(after.summary).toMatch(/^## ↩️ iris: .*what was deployed before is back/)
    expect(answers()).toBe('v1\n')
    at.commit({ 'train.py': sleeping })
  })

  test('a step that meets its time-out ends like a cancelled one', async () => {
    const ended = await main({ timeoutMs: 8000 })
    expect(ended.exitCode, ended.output).toBe(130)
    expect(ended.cancelMs).toBeLessThan(5000)
    expect((await post(ended)).exitCode).toBe(0)
    expect(answers()).toBe('v1\n')
  })

  test('the limit of the run itself is a failure with its cause', async () => {
    const ended = await main({ inputs: { timeout: '6s' } })
    expect(ended.exitCode, ended.output).toBe(1)
    expect(ended.outputs).toMatchObject({ status: 'failed', 'failure-cause': 'run-timeout' })
    expect(answers()).toBe('v1\n')
  })

  test('a second attempt of the job goes on where the first one failed', async () => {
    at.commit({ 'train.py': trainProgram, 'serve.py': 'raise SystemExit(4)\n' })
    const env = { GITHUB_RUN_ID: randomBytes(4).toString('hex') }
    const first = await main({ env })
    expect(first.outputs, first.output).toMatchObject({ status: 'failed', 'failed-stage': 'serve' })
    const second = await main({ env, attempt: 2 })
    const stages = JSON.parse(second.outputs['stages'] ?? '{}')
    expect(stages.train, second.output).toMatchObject({ outcome: 'skipped' })
    expect(stages.serve).toMatchObject({ outcome: 'failed' })
    expect(answers()).toBe('v1\n')
  })

  test('nothing that a hostile pod prints is obeyed, and every line can be read', async () => {
    at.commit({ 'train.py': tortureProgram, 'serve.py': serveProgram('v2') })
    const result = await main()
    expect(result.exitCode).toBe(1)
    expect(result.annotations.filter(({ message }) => message.startsWith('own'))).toEqual([])
    expect(result.annotations.map(({ title }) => title)).toEqual(['stage train failed'])
    expect(result.masks.filter((mask) => mask.includes('own') || mask === 'e')).toEqual([])
    expect(new Set(result.obeyed)).toEqual(new Set(['add-mask', 'group', 'endgroup', 'error']))
    expect(result.lines.join('\n')).toContain('train | déjà vu 模型 🚀 stays readable')
    expect(result.summary.replace(/^(`{3,}).*?^\1$/gms, '')).not.toContain('<script>')
    expect(result.summary).toContain('déjà vu 模型 🚀 stays readable')
  })

  test('secrets of the step reach the stage and nothing that is kept or printed', async () => {
    const secret = `s3cret-${randomBytes(8).toString('hex')}`
    const train = '    secrets: {PASSWORD: db}\n    batch: {timeout: 2m, retries: 0}'
    const program = `import base64, os, urllib.parse
value = os.environ["PASSWORD"]
print("length", len(value), value, base64.b64encode(value.encode()).decode())
with open(os.environ["BODYWORK_OUTPUT"], "a") as out:
    out.write("accuracy=0.97\\n")
`
    at.commit({
      'bodywork.yaml': trainAndServe(at.namespace, { train }).replace('  DAG:', '  secrets_group: prod\n  DAG:'),
      'train.py': program,
      'serve.py': serveProgram('v3'),
    })
    const result = await main({ inputs: { secrets: `db.PASSWORD=${secret}`, 'report-dir': 'reports' } })
    expect(result.exitCode, result.output).toBe(0)
    expect(result.lines.join('\n')).toContain('train | length 23 ***')
    const encoded = Buffer.from(secret).toString('base64')
    const unmasked = result.output.split('\n').filter((line) => !line.startsWith('::add-mask::'))
    const reports = ['report.md', 'report.json', 'report.html', 'junit.xml', 'logs/train.log'].map((name) =>
      at.file(`reports/${name}`),
    )
    const records = recordsIn(JSON.parse(at.kubectl('get', 'secrets', '-l', 'bodywork.dev/record', '-o', 'json')).items)
    expect(records.length).toBeGreaterThan(0)
    const objects = at.kubectl('get', 'deployments,configmaps,pods,events', '-o', 'json')
    const told = JSON.stringify([unmasked, result.outputs, result.state, result.summary, reports, records, objects])
    expect(told.includes(secret) || told.includes(encoded)).toBe(false)
    expect(answers()).toBe('v3\n')
  })

  test('a plan on a pull request is in the summary and in one comment that is kept', async () => {
    const github = await githubServer()
    const event = { name: 'pull_request', payload: { pull_request: { number: 7 } } }
    const options = {
      event,
      env: { GITHUB_API_URL: github.url },
      inputs: { command: 'plan', comment: 'true' },
    }
    const first = await main(options)
    at.commit({ 'serve.py': serveProgram('v4') })
    const second = await main(options)
    await github.close()
    expect([first.exitCode, second.exitCode], first.output).toEqual([0, 0])
    expect(second.summary).toMatch(/^### Plan: iris/)
    expect(second.summary).toContain('**In the cluster**')
    expect(github.comments).toHaveLength(1)
    expect(github.comments[0]?.body).toContain(`Deployment ${at.namespace}/serve`)
    expect(second.lines.join('\n')).toContain('bodywork | comment updated')
    expect(answers()).toBe('v3\n')
  })

  test('the workflow and the bodywork.yaml of the README, as they stand there, serve a model', async () => {
    const readme = blocks(readFileSync('README.md', 'utf8')).filter(({ language }) => language === 'yaml')
    const [workflow = '', config = ''] = readme.map(({ text }) => text)
    const jobs: Record<string, { steps: { uses: string }[] }> = parse(workflow).jobs
    expect(jobs['deploy']?.steps.map(({ uses }) => uses.split('@')[0])).toContain('bodywork-action/bodywork-action')
    expect(workflow.trimEnd().split('\n').length).toBeLessThanOrEqual(20)
    // The inputs for a cluster that is no cloud's are those of the fold "Any other Kubernetes".
    const [other] = readme.map(({ text }) => parse(text)).filter((value) => value[0]?.with?.kubeconfig !== undefined)
    const content = readFileSync(kubeconfig ?? '', 'utf8')
    const inputs = { kubeconfig: String(other[0].with.kubeconfig).replace('${{ secrets.KUBECONFIG }}', content) }
    at.commit({
      'bodywork.yaml': config
        .replace('image: python:3.12-slim', `image: ${pythonImage}\n  namespace: ${at.namespace}`)
        .replaceAll(/cpu: \d+m, memory: \d+Mi/g, 'cpu: 50m, memory: 64Mi'),
      'requirements.txt': '',
      'serve.py': serveProgram('v5'),
      'train.py': trainProgram,
    })
    const result = await runStep('main', { workspace: at.folder, inputs })
    expect(result.exitCode, result.output).toBe(0)
    expect(answers()).toBe('v5\n')
    const keys = /(?:client-key-data|token): (\S+)/.exec(content)?.[1] ?? 'none'
    const printed = result.output.split('\n').filter((line) => !line.startsWith('::add-mask::'))
    expect(printed.join('\n')).not.toContain(keys)
  })

  test('with step debugging on, requests are in the debug log and tell no secret', async () => {
    const result = await main({ inputs: { command: 'plan' }, env: { RUNNER_DEBUG: '1' } })
    expect(result.exitCode, result.output).toBe(0)
    expect(result.debug.join('\n')).toMatch(/GET \/api\/v1\/namespaces\/\S+: 200 in \d+ ms/)
    expect(result.debug.join('\n')).not.toMatch(/authorization:|Bearer/i)
  })

  test('everything wrong with the inputs is told at once, and nothing is touched', async () => {
    const result = await main({ inputs: { provider: 'esk', summary: 'yes', timeout: 'soon' } })
    expect(result.exitCode).toBe(2)
    expect(result.annotations.map(({ message }) => message.split('\n')[0])).toEqual([
      'the input "timeout" must be a duration, not "soon"',
      'the input "provider" cannot be "esk"',
      'the input "summary" must be true or false, not "yes"',
    ])
  })
})

function lineOf(at: Project, line: number | undefined): string | undefined {
  return at.file('bodywork.yaml').split('\n')[(line ?? 0) - 1]
}
