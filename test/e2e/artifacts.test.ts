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
  at.commit({ '.gitignore': '.cache\nreports\n' })
  ends.push(at.remove)
  return at
}

/** Where to deploy to: the words that say so, and an image with Python. */
interface Goal {
  readonly words: (at: Project) => readonly string[]
  readonly image: string
  /** What has to be there first. */
  readonly before?: string
  readonly stages?: string
}

const local: Goal = { words: () => ['--local'], image: 'python:3.11-slim' }
const real: Goal = { words: ({ namespace }) => ['--namespace', namespace], image: pythonImage }

const claimed = ({ image, before = '', stages = '' }: Goal, pullSecrets: string) => `version: "2.0"
pipeline:
  name: claimed
  image: ${image}
  DAG: ${before}train, part >> check
  defaults: {security: image, batch: {timeout: 1m}, resources: {cpu: 20m, memory: 32Mi}${pullSecrets}}
stages:${stages}
  train:
    command: [sh, -c, "head -c 9000000 /dev/urandom > weights; sha256sum weights | cut -c1-64 > sum"]
    matrix: {seed: [1, 2]}
    artifacts: {paths: [weights, sum], pvc: models}
  part:
    command: [sh, -c, 'echo "$MATRIX_PART of $BODYWORK_STAGE" > name']
    matrix: {part: [left, right]}
    artifacts: [name]
  check:
    image: python:3.11-slim
    security: restricted
    run: check.py
`

const check = `import hashlib, os
top = os.environ["BODYWORK_ARTIFACTS"]
for folder in ("train/0", "train/1"):
    at = os.path.join(top, folder)
    digest = hashlib.sha256(open(os.path.join(at, "weights"), "rb").read()).hexdigest()
    print("weights: OK" if digest == open(os.path.join(at, "sum")).read().strip() else "weights: damaged")
    try:
        open(os.path.join(at, "new"), "w")
        print("written to")
    except OSError:
        pass
print(sorted(os.listdir(os.path.join(top, "part"))), [open(top + "/part/%d/name" % number).read().strip() for number in (0, 1)])
`

/** What a pipeline prints whose matrices keep files in a claim and in ConfigMaps. */
function keepsInClaim(at: Project, goal: Goal, more: Readonly<Record<string, string>> = {}, pullSecrets = ''): string {
  at.commit({ 'bodywork.yaml': claimed(goal, pullSecrets), 'check.py': check, ...more })
  const { status, stdout, stderr } = at.bodywork('deploy', ...goal.words(at), '--report-dir', 'reports')
  expect(status, stdout + stderr).toBe(0)
  expect(stdout.match(/train \| bodywork: kept 2 files as artifacts, 8789\.1 KiB/g)).toHaveLength(2)
  expect(stdout.match(/check \| weights: OK/g)).toHaveLength(2)
  expect(stdout).toContain("check | ['0', '1'] ['left of part', 'right of part']")
  // What programs do by way of a link is nothing the local cluster can see.
  if (goal === real) expect(stdout).not.toContain('written to')
  expect(readFileSync(join(at.folder, 'reports/artifacts/part/1/name'), 'utf8')).toBe('right of part\n')
  return stdout
}

/** Runs the example, then breaks a cell of it. */
function runsNotebook(at: Project, goal: Goal): void {
  cpSync(join(process.cwd(), 'examples/notebook'), at.folder, { recursive: true })
  at.commit({ 'bodywork.yaml': at.file('bodywork.yaml').replace('python:3.12-slim', goal.image) })
  const deploy = () => at.bodywork('deploy', ...goal.words(at), '--report-dir', 'reports', '--format', 'json')
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
}

/** A claim as a stage makes it; pods of the local cluster get a folder for it, though no volume comes. */
const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: models}
spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
`

describe('what stages keep, on the local cluster', () => {
  test('a notebook runs with its parameters, is kept as it ran, and a failing cell is shown in its file', () =>
    runsNotebook(aProject('notebook-local'), local))

  test('each combination of a matrix keeps its own, in a claim or through the API', () => {
    const makesClaim = '\n  claim: {manifests: [claim.yaml], wait: false}'
    keepsInClaim(
      aProject('claimed-local'),
      { ...local, before: 'claim >> ', stages: makesClaim },
      { 'claim.yaml': claim },
    )
  })
})

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

  test('a notebook runs with its parameters, is kept as it ran, and a failing cell is shown in its file', () =>
    runsNotebook(aProject('notebook'), real))

  test('what is too large for the API goes through a claim; a login is brought along for the nodes', () => {
    const at = aProject('claimed')
    ends.push(withClaims(at, 'models'))
    const docker = JSON.stringify({
      auths: { 'registry.local': { auth: 'YWNtZTpwYXNz' }, 'quay.io': { auth: 'eA==' } },
    })
    const pulls = ', pull_secrets: [{docker_config: docker.json}]'
    expect(keepsInClaim(at, real, { 'docker.json': docker }, pulls)).toMatch(/job\/check-pull-\S+ created/)
    expect(at.kubectl('get', 'jobs', '-o', 'name')).toBe('')
    const select = ['--field-selector', 'type=kubernetes.io/dockerconfigjson', '-o']
    const made = at.kubectl('get', 'secret', ...select, 'jsonpath={.items[*].data.\\.dockerconfigjson}')
    expect(Buffer.from(made, 'base64').toString()).toBe('{"auths":{"registry.local":{"auth":"YWNtZTpwYXNz"}}}')
  })
})
