import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runCli } from '../../src/entry/cli.ts'
import { commandsWith } from '../../src/entry/command-table.ts'
import { wiring } from '../../src/entry/wiring.ts'
import { type Need, needText } from '../../src/manage/access-need.ts'
import type { Finding } from '../../src/manage/doctor-finding.ts'
import { recordingIo } from '../builders-io.ts'
import { kubeconfig, project, serveProgram, trainAndServe, trainProgram } from './cluster.ts'

const at = kubeconfig === undefined ? undefined : project('access')
afterAll(() => at?.remove())

interface Rule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly verbs: readonly string[]
}
interface RoleList {
  readonly items: readonly { readonly kind: string; readonly metadata: object; readonly rules?: readonly Rule[] }[]
}

describe.runIf(at !== undefined)('the role that rbac prints, on a real Kubernetes', () => {
  const home = at ?? project('none')
  const own = join(home.folder, 'deployer.yaml')
  const entry = process.env['BODYWORK_TEST_PROGRAM'] ?? join(process.cwd(), 'dist/index.js')
  const bodywork = (...words: readonly string[]) =>
    spawnSync(process.execPath, [entry, ...words], {
      cwd: home.folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: home.folder },
    })
  const apply = (value: unknown) =>
    execFileSync('kubectl', ['apply', '-f', '-'], { input: JSON.stringify(value), stdio: ['pipe', 'pipe', 'inherit'] })
  let printed: RoleList = { items: [] }

  test('suffices to check, plan, deploy, deploy again, and undo', () => {
    home.commit({
      'bodywork.yaml': trainAndServe(home.namespace),
      'train.py': trainProgram,
      'serve.py': serveProgram('v1'),
    })
    home.kubectl('create', 'namespace', home.namespace)
    home.kubectl('create', 'serviceaccount', 'deployer')
    const rbac = bodywork('rbac', '--serviceaccount', 'deployer', '--format', 'json')
    expect(rbac.stderr).toBe('')
    printed = JSON.parse(rbac.stdout)
    apply(printed)
    writeFileSync(own, asServiceAccount(home.kubectl('create', 'token', 'deployer')), { mode: 0o600 })
    const as = ['--kubeconfig', own]
    const check = bodywork('check', ...as)
    expect(check.stdout).toContain('Nothing stands in the way of a deployment.')
    expect(check.status).toBe(0)
    expect(bodywork('deploy', ...as).status).toBe(0)
    home.commit({ 'serve.py': serveProgram('v2') })
    expect(bodywork('deploy', ...as).status).toBe(0)
    home.commit({ 'serve.py': 'import sys\nsys.exit(3)\n' })
    const failed = bodywork('deploy', ...as)
    expect(failed.stdout).toContain('what was deployed before is back')
    expect(failed.status).toBe(1)
  })

  test('any one of its verbs taken away is exactly what check names', async () => {
    const role = printed.items.find(({ kind }) => kind === 'Role')
    const needs = await neededBy(role?.rules ?? [], home.namespace)
    const commands = commandsWith(() => wiring())
    const missing = async () => {
      const io = recordingIo({ cwd: home.folder, env: { HOME: home.folder } })
      const code = await runCli(['check', '--kubeconfig', own, '--format', 'json'], io, commands)
      const findings: readonly Finding[] = JSON.parse(io.out()).findings
      const failed = findings.filter(({ status }) => status === 'failed').map(({ what }) => what)
      expect(code).toBe(failed.length === 0 ? 0 : 3)
      return failed
    }
    const wrong: string[] = []
    for (const removed of needs) {
      apply({ ...role, rules: withoutNeed(role?.rules ?? [], removed) })
      const name = needText(removed)
      // The authorizer of the API server learns of a change a moment later.
      await expect
        .poll(missing, { timeout: 10_000, interval: 50 })
        .toEqual([name])
        .catch(() => wrong.push(name))
    }
    expect(wrong).toEqual([])
    expect(needs.length).toBeGreaterThan(30)
    apply(role)
    await expect.poll(missing, { timeout: 10_000, interval: 50 }).toEqual([])
  })

  test('a check that lacks a right names it, says what it is for, and ends with 3', () => {
    const role = printed.items.find(({ kind }) => kind === 'Role')
    apply({ ...role, rules: (role?.rules ?? []).filter(({ resources }) => !resources.includes('pods/log')) })
    const { status, stdout } = bodywork('check', '--kubeconfig', own)
    expect(stdout).toMatch(/FAIL +get pods\/log in \S+ +not allowed, but needed to show the logs of the stages/)
    expect(status).toBe(3)
  })

  function asServiceAccount(token: string): string {
    const config = JSON.parse(
      execFileSync('kubectl', ['config', 'view', '--raw', '--minify', '-o', 'json'], { encoding: 'utf8' }),
    )
    config.users[0].user = { token: token.trim() }
    return JSON.stringify(config)
  }
})

/** The rules of a role as single needs, with the kinds that the API server names for their resources. */
async function neededBy(rules: readonly Rule[], namespace: string): Promise<readonly Need[]> {
  const resources = execFileSync('kubectl', ['api-resources', '--no-headers', '--namespaced=true'], {
    encoding: 'utf8',
  })
  const kinds = new Map<string, { readonly apiVersion: string; readonly kind: string }>([
    ['namespaces', { apiVersion: 'v1', kind: 'Namespace' }],
  ])
  for (const line of resources.trim().split('\n')) {
    const words = line.trim().split(/\s+/)
    const [kind = '', , apiVersion = ''] = words.reverse()
    const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : ''
    kinds.set(`${words.at(-1)}${group}`, { apiVersion, kind })
  }
  return rules.flatMap(({ apiGroups: [group = ''], resources: named, resourceNames: [name] = [], verbs }) =>
    named.flatMap((resource) => {
      const [plain = '', subresource] = resource.split('/')
      const at = kinds.get(group === '' ? plain : `${plain}.${group}`)
      if (at === undefined) throw new Error(`the server does not know ${resource} of "${group}"`)
      const more = { ...(subresource === undefined ? {} : { subresource }), ...(name === undefined ? {} : { name }) }
      return verbs.map((verb): Need => ({ ...at, ...more, verb, namespace, why: '', isOptional: false }))
    }),
  )
}

function withoutNeed(rules: readonly Rule[], { verb, apiVersion, kind, subresource, name }: Need): readonly Rule[] {
  const text = needText({
    verb,
    apiVersion,
    kind,
    ...(subresource === undefined ? {} : { subresource }),
    why: '',
    isOptional: false,
  })
  const full = text.replace(`${verb} `, '').replace(' in the whole cluster', '')
  return rules
    .flatMap((rule) =>
      rule.resources.map((resource) => {
        const group = rule.apiGroups[0] ?? ''
        const isIt = `${resource}${group === '' ? '' : `.${group}`}` === full && rule.resourceNames?.[0] === name
        return { ...rule, resources: [resource], verbs: isIt ? rule.verbs.filter((one) => one !== verb) : rule.verbs }
      }),
    )
    .filter(({ verbs }) => verbs.length > 0)
}
