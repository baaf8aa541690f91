import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kubeconfig, project } from './cluster.ts'
import { oneStage } from './one-stage.ts'
import { run } from './running.ts'

/** An image with this program that the cluster has, as scripts/controller-image.ts makes one. */
const image = process.env['BODYWORK_TEST_CONTROLLER_IMAGE']

const at = kubeconfig === undefined ? undefined : project('identities')
afterAll(() => at?.remove())

describe.runIf(at !== undefined)('who deploys to a real Kubernetes', () => {
  const home = at ?? project('none')
  const { namespace } = home
  const account = (name: string) => `system:serviceaccount:${namespace}:${name}`

  beforeAll(() => {
    home.commit({ 'bodywork.yaml': oneStage('acting', namespace), 'train.py': 'print("trained")\n' })
    home.kubectl('create', 'namespace', namespace)
    for (const name of ['deployer', 'idle', 'ci']) home.kubectl('create', 'serviceaccount', name)
    const to = (name: string) => `--serviceaccount=${namespace}:${name}`
    home.kubectl('create', 'rolebinding', 'deployer', '--clusterrole=admin', to('deployer'))
    const may = ['--verb=impersonate', '--resource=serviceaccounts', '--resource-name=deployer', '--resource-name=idle']
    home.kubectl('create', 'role', 'acting', ...may)
    home.kubectl('create', 'rolebinding', 'acting', '--role=acting', to('ci'))
    if (image !== undefined) startPods()
  })

  /** Two pods of the controller's image, each of which deploys as its account, beside everything else. */
  function startPods() {
    const script = 'mkdir /tmp/code && cp -L /config/* /tmp/code && cd /tmp/code && exec bodywork deploy'
    const pod = (name: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `as-${name}`, namespace },
      spec: {
        serviceAccountName: name,
        restartPolicy: 'Never',
        containers: [
          {
            name: 'deploy',
            image,
            command: ['sh', '-c', script],
            volumeMounts: [{ name: 'config', mountPath: '/config' }],
          },
        ],
        volumes: [{ name: 'config', configMap: { name: 'code' } }],
      },
    })
    const data = { 'bodywork.yaml': oneStage('inside', namespace), 'train.py': 'print("trained")\n' }
    const code = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'code', namespace }, data }
    const list = { apiVersion: 'v1', kind: 'List', items: [code, pod('deployer'), pod('idle')] }
    execFileSync('kubectl', ['apply', '-f', '-'], { input: JSON.stringify(list), stdio: ['pipe', 'pipe', 'inherit'] })
  }

  /** The account "ci" deploys, acting as another, or as itself. */
  function deployAs(name: string, user: object) {
    const view = execFileSync('kubectl', ['config', 'view', '--raw', '--minify', '-o', 'json'], { encoding: 'utf8' })
    const config = JSON.parse(view)
    config.users[0].user = { token: home.kubectl('create', 'token', 'ci').trim(), ...user }
    const file = join(home.folder, '.git', `${name}.json`)
    writeFileSync(file, JSON.stringify(config), { mode: 0o600 })
    return run(home, 'deploy', '--kubeconfig', file)
  }

  test('a user of a kubeconfig acts as whom it names, with the rights of that one and no others', async () => {
    const [itself, deployer, idle, stranger] = await Promise.all([
      deployAs('itself', {}),
      deployAs('deployer', { as: account('deployer') }),
      deployAs('idle', { as: account('idle') }),
      deployAs('stranger', { as: account('default'), 'as-groups': ['system:masters'] }),
    ])
    expect(deployer.stdout + deployer.stderr).toContain('trained')
    expect(deployer.status).toBe(0)
    for (const [who, { status, stderr, stdout }] of [
      ['ci', itself],
      ['idle', idle],
    ] as const) {
      expect(stderr + stdout).toContain(`User "${account(who)}" cannot`)
      expect(stderr + stdout).toContain('"bodywork rbac" prints the role that is')
      expect(status).toBe(3)
    }
    const told = stranger.stderr + stranger.stdout
    expect(told).toMatch(/User ".*:ci" cannot impersonate resource "(?:groups|serviceaccounts)"/)
    expect(told).toContain('allow it the verb "impersonate"')
    expect(stranger.status).toBe(3)
  })

  test.runIf(image !== undefined)(
    'inside a pod, its service account deploys, and one without rights is told so',
    async () => {
      const phase = (name: string) => home.kubectl('get', 'pod', `as-${name}`, '-o', 'jsonpath={.status.phase}')
      const phases = () => [phase('deployer'), phase('idle')]
      await expect
        .poll(phases, { timeout: 90_000, interval: 500 })
        .toEqual([expect.stringMatching(/Succeeded|Failed/), expect.stringMatching(/Succeeded|Failed/)])
      const [deployer, idle] = ['deployer', 'idle'].map((name) => home.kubectl('logs', `as-${name}`))
      expect(deployer).toContain('this runs inside a cluster')
      expect(deployer).toContain('trained')
      expect(idle).toContain(`User "${account('idle')}" cannot`)
      expect(phases()).toEqual(['Succeeded', 'Failed'])
    },
  )
})
