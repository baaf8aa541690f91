import { execFileSync, spawnSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { kubeconfig, project } from './cluster.ts'
import { eventsIn, run, started } from './running.ts'
import { smallService } from './small-service.ts'

const at = kubeconfig === undefined ? undefined : project('others')

/** What a service mesh does, by a policy instead of a webhook: every Deployment is written otherwise than it was sent. */
const policy = (namespace: string) => [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicy',
    metadata: { name: namespace },
    spec: {
      matchConstraints: {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
        resourceRules: [
          { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments'] },
        ],
      },
      reinvocationPolicy: 'Never',
      mutations: [
        {
          patchType: 'ApplyConfiguration',
          applyConfiguration: {
            expression:
              'Object{metadata: Object.metadata{annotations: {"mesh.example/injected": "yes"}}, spec: Object.spec{minReadySeconds: 1}}',
          },
        },
      ],
    },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingAdmissionPolicyBinding',
    metadata: { name: namespace },
    spec: { policyName: namespace },
  },
]

function apply(object: object): void {
  execFileSync('kubectl', ['apply', '-f', '-'], { input: JSON.stringify(object), stdio: ['pipe', 'pipe', 'pipe'] })
}

afterAll(() => {
  if (at === undefined) return
  for (const { kind, metadata } of policy(at.namespace)) spawnSync('kubectl', ['delete', kind, metadata.name])
  spawnSync('kubectl', ['patch', 'configmap', 'held', '-n', at.namespace, '-p', '{"metadata":{"finalizers":null}}'])
  at.remove()
})

describe.runIf(at !== undefined)('others at work in the same namespace of a real Kubernetes', () => {
  const here = at ?? project('none')
  const deploy = (version: string, check?: string) => {
    here.commit(smallService(here.namespace, version, check))
    return started(here, ['deploy', '--format', 'json'])
  }
  const answer = () =>
    here.kubectl('get', '--raw', `/api/v1/namespaces/${here.namespace}/services/serve:8000/proxy/`).trim()
  const live = () => JSON.parse(here.kubectl('get', 'deployment', 'serve', '-o', 'json'))

  test('what a policy changes in our objects is neither a failure nor the edit of somebody else', async () => {
    apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: here.namespace } })
    for (const object of policy(here.namespace)) apply(object)
    const probe = [
      'create',
      'deployment',
      'x',
      '--image=x',
      '--dry-run=server',
      '-o',
      'jsonpath={.spec.minReadySeconds}',
    ]
    while (here.kubectl(...probe) !== '1') await setTimeout(250)
    expect((await deploy('v1').done).status).toBe(0)
    const { spec, metadata } = live()
    expect(metadata.annotations['mesh.example/injected']).toBe('yes')
    const { status, stdout } = await deploy('bad').done
    expect(eventsIn(stdout).at(-1)).toMatchObject({ failedStage: 'check', rollback: 'restored' })
    expect(status).toBe(1)
    expect(live().spec).toEqual(spec)
    expect(answer()).toBe('v1')
  })

  test('a Deployment that is paused is told before anything is touched', async () => {
    here.kubectl('rollout', 'pause', 'deployment/serve')
    const { status, stdout } = await deploy('v2').done
    expect(eventsIn(stdout).at(-1)?.['problems']).toMatchObject([
      { code: 'run/paused', message: 'Deployment "serve" is paused, so no new version of it can start' },
    ])
    expect(status).toBe(2)
    here.kubectl('rollout', 'resume', 'deployment/serve')
    expect(answer()).toBe('v1')
  })

  test('a Deployment that somebody deletes in mid-run is told, and the one before is made anew', async () => {
    const running = deploy('v3')
    await running.said(/"kind":"Deployment".*"change":"configured"/)
    here.kubectl('delete', 'deployment', 'serve', '--wait=false')
    const { status, stdout } = await running.done
    expect(eventsIn(stdout).at(-1)).toMatchObject({
      failure: { cause: 'deleted', message: 'the Deployment "serve" was deleted' },
      rollback: 'restored',
    })
    expect(status).toBe(1)
    expect(answer()).toBe('v1')
  })

  test('a namespace that is deleted in mid-run is told, and no later run begins in it', async () => {
    const held = { name: 'held', namespace: here.namespace, finalizers: ['example.com/held'] }
    apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: held })
    const running = deploy('v4', 'import time\nprint("at it", flush=True)\ntime.sleep(60)')
    await running.said(/at it/)
    execFileSync('kubectl', ['delete', 'namespace', here.namespace, '--wait=false'])
    const { status, stdout } = await running.done
    expect(eventsIn(stdout).at(-1)).toMatchObject({
      failure: { message: expect.stringContaining(`the namespace "${here.namespace}" is being deleted`) },
      rollback: 'restore-failed',
    })
    expect(status).toBe(4)
    const next = await run(here, 'deploy')
    expect(next.stdout + next.stderr).toContain(`the namespace "${here.namespace}" is being deleted`)
    expect(next.status).toBe(2)
  })
})
