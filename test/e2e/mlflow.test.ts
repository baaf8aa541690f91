import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { withClaims } from './claims.ts'
import { kubeconfig, project, pythonImage } from './cluster.ts'

const ends: (() => void)[] = []
afterAll(() => {
  for (const end of ends) end()
})

describe.runIf(kubeconfig !== undefined)('the example of MLflow on a real Kubernetes', () => {
  test('a training logs to the server by its name, and each deployment serves the newest model', () => {
    const at = project('mlflow')
    ends.push(at.remove, withClaims(at, 'mlflow', 'wheels'))
    cpSync(join(process.cwd(), 'examples/mlflow'), at.folder, { recursive: true })
    // The folders of the test cluster belong to root; its pods have little room.
    const text = at
      .file('bodywork.yaml')
      .replace('python:3.12-slim', pythonImage)
      .replace('DAG: server', 'defaults: {security: image, cache_volume: wheels}\n  DAG: server')
      .replace('    requirements: ["mlflow>=3,<4"]\n', '')
      .replace('server.mlflow.svc', `server.${at.namespace}.svc`)
      .replaceAll(/cpu: \d+m, memory: \w+/g, 'cpu: 20m, memory: 64Mi')
      .replace('replicas: 2', 'replicas: 1')
    const server = readFileSync(join(process.cwd(), 'test/e2e/tracking-server.py'), 'utf8')
    at.commit({ 'bodywork.yaml': text, 'server.py': server.replace('sys.argv[1]', '"/mlflow"') })
    const deploy = () => {
      const end = at.bodywork('deploy', '--namespace', at.namespace)
      expect(end.status, end.stdout + end.stderr).toBe(0)
      const logged = /train \| logged run ([0-9a-f]{32})/.exec(end.stdout)?.[1]
      expect(logged).toBeDefined()
      expect(end.stdout).toContain(`serve | serving the model of run ${logged}`)
      return { ...end, logged, pod: at.kubectl('get', 'pods', '-l', 'bodywork.dev/stage=server', '-o', 'name') }
    }
    const first = deploy()
    expect(first.stdout).toContain('server | tracking 0 runs')
    expect(first.stdout).toMatch(/train \| bodywork: installed \d+ packages, lock [0-9a-f]{12}/)
    expect(first.stdout).toMatch(/serve \| bodywork: requirements are installed already/)
    const second = deploy()
    expect(second.logged).not.toBe(first.logged)
    expect(second.pod).toBe(first.pod)
    at.kubectl('delete', 'pod', '-l', 'bodywork.dev/stage=server')
    at.kubectl('rollout', 'status', 'deployment/server', '--timeout=60s')
    expect(at.kubectl('logs', 'deployment/server')).toContain('tracking 2 runs')
  })
})
