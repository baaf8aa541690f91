import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { kubeconfig, type Project, project, pythonImage } from './cluster.ts'

const projects: Project[] = []
afterAll(() => {
  for (const one of projects) one.remove()
})

function aProject(name: string): Project {
  const at = project(name)
  projects.push(at)
  return at
}

/** A claim that any account may write to: the test cluster has a folder of its node, and nobody who provides volumes. */
function withClaim(at: Project, name: string): void {
  const volume = `${at.namespace}-${name}`
  const spec = { accessModes: ['ReadWriteMany'], storageClassName: '' }
  const objects = [
    {
      kind: 'PersistentVolume',
      metadata: { name: volume },
      spec: {
        ...spec,
        capacity: { storage: '1Gi' },
        hostPath: { path: `/tmp/${volume}`, type: 'DirectoryOrCreate' },
        claimRef: { namespace: at.namespace, name },
      },
    },
    {
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace: at.namespace },
      spec: { ...spec, volumeName: volume, resources: { requests: { storage: '1Gi' } } },
    },
  ]
  execFileSync('kubectl', ['create', 'namespace', at.namespace], { stdio: 'pipe' })
  for (const object of objects)
    execFileSync('kubectl', ['apply', '-f', '-'], {
      input: JSON.stringify({ apiVersion: 'v1', ...object }),
      stdio: 'pipe',
    })
  afterAll(() => void execFileSync('kubectl', ['delete', 'pv', volume, '--wait=false'], { stdio: 'pipe' }))
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
    withClaim(at, 'models')
    const docker = JSON.stringify({
      auths: { 'registry.local': { auth: 'YWNtZTpwYXNz' }, 'quay.io': { auth: 'eA==' } },
    })
    at.commit({ 'bodywork.yaml': claimed(at), 'docker.json': docker })
    const { status, stdout, stderr } = at.bodywork('deploy')
    expect(status, stdout + stderr).toBe(0)
    expect(stdout).toContain('train | bodywork: kept 2 files as artifacts, 8789.1 KiB')
    expect(stdout).toContain('check | weights: OK')
    const select = ['--field-selector', 'type=kubernetes.io/dockerconfigjson', '-o']
    const made = at.kubectl('get', 'secret', ...select, 'jsonpath={.items[*].data.\\.dockerconfigjson}')
    expect(Buffer.from(made, 'base64').toString()).toBe('{"auths":{"registry.local":{"auth":"YWNtZTpwYXNz"}}}')
  })
})
