import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { withClaims } from './claims.ts'
import { kubeconfig, type Project, project, pythonImage } from './cluster.ts'

const ends: (() => void)[] = []
afterAll(() => {
  for (const end of ends) end()
})

function aProject(name: string): Project {
  const at = project(name)
  ends.push(at.remove)
  return at
}

const claimed = (at: Project) => `version: "2.0"
pipeline:
  name: claimed
  namespace: ${at.namespace}
  image: ${pythonImage}
  DAG: train >> check
  defaults: {pull_secrets: [{docker_config: docker.json}]}
stages:
  train:
    command: [sh, -c, "head -c 9000000 /dev/urandom > weights; sha256sum weights | cut -c1-64 > sum"]
    security: image
    artifacts: {paths: [weights, sum], pvc: models}
    batch: {timeout: 1m}
  check:
    image: python:3.11-slim
    command: [sh, -c, 'cd "$BODYWORK_ARTIFACTS/train" && echo "$(cat sum)  weights" | sha256sum -c && ! touch new']
    batch: {timeout: 1m}
`

describe.runIf(kubeconfig !== undefined)('what stages keep, on a real Kubernetes', () => {
  test('files go from stage to stage; without the stage that made them, those of before are used', () => {
    const at = aProject('artifacts')
    cpSync(join(process.cwd(), 'examples/artifacts'), at.folder, { recursive: true })
    at.commit({})
    const first = at.bodywork('deploy', '--namespace', at.namespace, '--report-dir', 'reports')
    expect(first.status, first.stdout + first.stderr).toBe(0)
    expect(first.stdout).toContain('check | the worst of 50 rows is off by 0.')
    expect(first.stdout).not.toContain('bodywork-kept')
    expect(JSON.parse(readFileSync(join(at.folder, 'reports/artifacts/train/model/line.json'), 'utf8'))).toBeTypeOf(
      'object',
    )
    const maps = () => at.kubectl('get', 'configmap', '-l', 'bodywork.dev/artifact', '-o', 'name')
    const [before, pod] = [maps(), at.kubectl('get', 'deploy', 'serve', '-o', 'jsonpath={.spec.template.spec.volumes}')]
    const second = at.bodywork('deploy', '--namespace', at.namespace, '--only', 'serve')
    expect(second.status, second.stdout).toBe(0)
    expect([maps(), at.kubectl('get', 'deploy', 'serve', '-o', 'jsonpath={.spec.template.spec.volumes}')]).toEqual([
      before,
      pod,
    ])
  })

  test('a notebook runs with its parameters, is kept as it ran, and a failing cell is shown in its file', () => {
    const at = aProject('notebook')
    cpSync(join(process.cwd(), 'examples/notebook'), at.folder, { recursive: true })
    at.commit({ 'bodywork.yaml': at.file('bodywork.yaml').replace('python:3.12-slim', pythonImage) })
    const deploy = () =>
      at.bodywork('deploy', '--namespace', at.namespace, '--report-dir', 'reports', '--format', 'json')
    const first = deploy()
    expect(first.status, first.stdout + first.stderr).toBe(0)
    expect(first.stdout).toContain('cell 3 of 4: import random')
    expect(first.stdout).toContain('mean of 500 values')
    const executed = () => readFileSync(join(at.folder, 'reports/artifacts/report/report.ipynb'), 'utf8')
    expect(executed()).toContain('mean of 500 values')
    at.commit({ 'report.ipynb': at.file('report.ipynb').replace('"import random\\n"', '"raise ValueError(7)\\n"') })
    const second = deploy()
    expect(second.status).toBe(1)
    const failed = second.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .find(({ type, stage }) => type === 'stage.finished' && stage === 'report')
    expect(failed.failure).toMatchObject({ cause: 'notebook-error', place: { file: 'report.ipynb', line: 5 } })
    expect(failed.failure.message).toContain('cell 3 of report.ipynb failed: ValueError: 7')
    expect(executed()).toContain('ValueError')
  })

  test('what is too large for the API goes through a claim; a login is brought along for the nodes', () => {
    const at = aProject('claimed')
    ends.push(withClaims(at, 'models'))
    const docker = JSON.stringify({
      auths: { 'registry.local': { auth: 'YWNtZTpwYXNz' }, 'quay.io': { auth: 'eA==' } },
    })
    at.commit({ 'bodywork.yaml': claimed(at), 'docker.json': docker })
    const { status, stdout, stderr } = at.bodywork('deploy')
    expect(status, stdout + stderr).toBe(0)
    expect(stdout).toContain('train | bodywork: kept 2 files as artifacts, 8789.1 KiB')
    expect(stdout).toContain('check | weights: OK')
    expect(stdout).toMatch(/job\/check-pull-\S+ created/)
    expect(at.kubectl('get', 'jobs', '-o', 'name')).toBe('')
    const select = ['--field-selector', 'type=kubernetes.io/dockerconfigjson', '-o']
    const made = at.kubectl('get', 'secret', ...select, 'jsonpath={.items[*].data.\\.dockerconfigjson}')
    expect(Buffer.from(made, 'base64').toString()).toBe('{"auths":{"registry.local":{"auth":"YWNtZTpwYXNz"}}}')
  })
})
