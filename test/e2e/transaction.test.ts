import { execFileSync } from 'node:child_process'
import { afterAll, describe, test } from 'vitest'
import { kubeconfig, type Project, project, pythonImage, serveProgram, trainAndServe, trainProgram } from './cluster.ts'
import { eventsIn, run, started } from './running.ts'

const projects: Project[] = []
afterAll(() => {
  for (const one of projects) one.remove()
})

function made(name: string, files: (namespace: string) => Readonly<Record<string, string>>): Project {
  const at = project(name)
  projects.push(at)
  at.commit(files(at.namespace))
  return at
}

const services = (version: string) => ({ 'train.py': trainProgram, 'serve.py': serveProgram(version) })
const irisOf = (version: string) => (namespace: string) => ({
  'bodywork.yaml': trainAndServe(namespace),
  ...services(version),
})
const answerOf = (at: Project, service = 'serve:8000') =>
  at.kubectl('get', '--raw', `/api/v1/namespaces/${at.namespace}/services/${service}/proxy/`).trim()

/** A pod that asks the service without a pause, and says what it got. */
function client(at: Project): void {
  const program = `
import collections, time, urllib.request
seen = collections.Counter()
while True:
    try:
        with urllib.request.urlopen("http://serve:8000/", timeout=5) as answer:
            seen[answer.read().decode().strip()] += 1
    except Exception as error:
        seen["failed"] += 1
        print("FAILED", time.time(), error, flush=True)
    if sum(seen.values()) % 100 == 0:
        print("SEEN", dict(seen), flush=True)
    time.sleep(0.02)
`
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'client', namespace: at.namespace },
    spec: { containers: [{ name: 'client', image: pythonImage, command: ['python', '-c', program] }] },
  }
  execFileSync('kubectl', ['apply', '-f', '-'], { input: JSON.stringify(pod), stdio: ['pipe', 'pipe', 'pipe'] })
  at.kubectl('wait', '--for=condition=Ready', 'pod/client', '--timeout=60s')
}

/** What the server keeps for itself, and what only says how things stand. */
function specsOf(at: Project): unknown {
  const text = at.kubectl('get', 'deployments,services,ingresses,hpa,pdb', '-o', 'json')
  const { items }: { items: { kind: string; metadata: Record<string, unknown>; spec: unknown }[] } = JSON.parse(text)
  return items.map(({ kind, metadata: { name, labels, annotations }, spec }) => {
    const { 'deployment.kubernetes.io/revision': _revision, ...kept } = Object(annotations)
    return { kind, name, labels, annotations: kept, spec }
  })
}

const patient = { concurrent: true, timeout: 500_000 }

describe.runIf(kubeconfig !== undefined)('all or nothing on a real Kubernetes', patient, () => {
  test('clients see no failed request while broken versions come and go', async ({ expect }) => {
    const at = made('loop', irisOf('v1'))
    expect((await run(at, 'deploy')).status).toBe(0)
    client(at)
    for (const broken of ['import sys\nsys.exit(3)\n', 'import nowhere\n', 'import time\ntime.sleep(600)\n']) {
      const serve = '    service: {port: 8000, replicas: 2, startup_timeout: 8s, health: {path: /healthz}}'
      at.commit({ 'serve.py': broken, 'bodywork.yaml': trainAndServe(at.namespace, { serve }) })
      expect((await run(at, 'deploy')).status).toBe(1)
    }
    const image = '    image: registry.local/nothing:1\n    service: {port: 8000, replicas: 2, startup_timeout: 60s}'
    at.commit({ 'bodywork.yaml': trainAndServe(at.namespace, { serve: image }) })
    expect((await run(at, 'deploy')).status).toBe(1)
    expect(answerOf(at)).toBe('v1')
    at.commit(irisOf('v3')(at.namespace))
    expect((await run(at, 'deploy')).status).toBe(0)
    const said = () => at.kubectl('logs', 'client')
    await expect.poll(said, { timeout: 60_000, interval: 500 }).toMatch(/'v1': \d+.*'v3': \d+/)
    expect(said().match(/^FAILED.*/gm) ?? []).toEqual([])
  })

  test('after eleven revisions the last good one is back, not the one before in the alphabet', async ({ expect }) => {
    const config = (namespace: string) => trainAndServe(namespace).replace('train >> serve', 'serve')
    const at = made('eleven', (namespace) => ({ 'bodywork.yaml': config(namespace), ...services('v0') }))
    for (let number = 1; number <= 11; number++) {
      at.commit({ 'serve.py': serveProgram(`v${number}`) })
      expect((await run(at, 'deploy')).status).toBe(0)
    }
    at.commit({ 'serve.py': 'raise SystemExit(3)\n' })
    expect((await run(at, 'deploy')).status).toBe(1)
    expect(answerOf(at)).toBe('v11')
  })

  test('two services and a failing gate after them: everything is as it was', async ({ expect }) => {
    const at = made('two', (namespace) => ({
      'bodywork.yaml': twoServices(namespace, 'old'),
      ...services('v1'),
      ...gate,
    }))
    expect((await run(at, 'deploy')).status).toBe(0)
    // The autoscaler raises the number of pods when it comes to it, which is no doing of the deployment.
    at.kubectl('wait', 'deployment/second', '--for=jsonpath={.spec.replicas}=2', '--timeout=120s')
    const before = specsOf(at)
    at.commit({ 'bodywork.yaml': twoServices(at.namespace, 'new'), ...services('v2') })
    const { status, stdout } = await run(at, 'deploy', '--format', 'json')
    expect(status).toBe(1)
    expect(eventsIn(stdout).at(-1)).toMatchObject({ outcome: 'failed', rollback: 'restored', failedStage: 'check' })
    expect(specsOf(at)).toEqual(before)
    expect(answerOf(at, 'first:8000')).toBe('v1')
  })

  test('two runs at once: one is refused with who and since when, or waits if asked to', async ({ expect }) => {
    const slow = 'import time\nprint("at it", flush=True)\ntime.sleep(60)\n'
    const at = made('lock', (namespace) => ({ ...irisOf('v1')(namespace), 'train.py': slow, ...noOutputs(namespace) }))
    const first = started(at, ['deploy'])
    await first.said(/at it/)
    const refused = await run(at, 'deploy')
    expect(refused.status).toBe(5)
    expect(refused.stdout + refused.stderr).toMatch(/held by run \S+ since \d{4}-/)
    at.commit({ 'train.py': trainProgram })
    const waited = await run(at, 'deploy', '--wait-lock', '5m')
    expect((await first.done).status).toBe(0)
    expect(waited.status).toBe(0)
    expect(waited.stdout).toMatch(/waiting for run/)
    expect(answerOf(at)).toBe('v1')
  })

  test('the lock of a run that was killed expires, and the next one undoes what it began', async ({ expect }) => {
    const at = made('kill', irisOf('v1'))
    expect((await run(at, 'deploy')).status).toBe(0)
    at.commit({ 'serve.py': serveProgram('broken') })
    const running = started(at, ['deploy'])
    await running.said(/deployment\/serve configured/)
    running.child.kill('SIGKILL')
    await running.done
    at.commit({ 'serve.py': serveProgram('v2') })
    const { status, stdout } = await run(at, 'deploy', '--wait-lock', '1m')
    expect(stdout).toMatch(/what it began is undone first/)
    expect(status).toBe(0)
    expect(answerOf(at)).toBe('v2')
    expect(at.kubectl('get', 'jobs,leases', '-o', 'name')).toBe('')
  })
})

const gate = { 'check.py': 'import os\nraise SystemExit(1 if os.environ.get("VERSION") == "new" else 0)\n' }

function noOutputs(namespace: string) {
  return { 'bodywork.yaml': trainAndServe(namespace).replace('    outputs: [accuracy]\n', '') }
}

function twoServices(namespace: string, version: 'old' | 'new'): string {
  const isNew = version === 'new'
  return `version: "2.0"
pipeline:
  name: pair
  namespace: ${namespace}
  image: ${pythonImage}
  DAG: first,second >> check
stages:
  first:
    run: serve.py
    resources: {cpu: 20m, memory: 64Mi}
    env: {${isNew ? 'OTHER: "2"' : 'GONE: "1"'}}
    service:
      port: 8000
      replicas: 2
      startup_timeout: 60s
      ingress: {host: ${version}.example.com, path: /}
  second:
    run: serve.py
    resources: {cpu: 20m, memory: 64Mi}
    service: {port: 8000, startup_timeout: 60s, autoscale: {min: ${isNew ? 1 : 2}, max: ${isNew ? 3 : 4}, cpu: 70}}
  check:
    run: check.py
    resources: {cpu: 20m, memory: 64Mi}
    env: {VERSION: ${version}}
    batch: {timeout: 1m, retries: 0}
`
}
