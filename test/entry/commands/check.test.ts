import { expect, test } from 'vitest'
import { cloudProblem } from '../../../src/connect/cloud-error.ts'
import { runCli } from '../../../src/entry/cli.ts'
import { checkCommand } from '../../../src/entry/commands/check.ts'
import { rbacCommand } from '../../../src/entry/commands/rbac.ts'
import type { Identity } from '../../../src/entry/connect-identity.ts'
import { ProblemError } from '../../../src/model/problem.ts'
import { recordingIo } from '../../builders-io.ts'
import { aPipeline } from '../../builders-pipeline.ts'
import { aPipelineRepository } from '../../builders-planning.ts'
import { smallWiring } from '../wiring.ts'

const cwd = aPipelineRepository()

const identity: Identity = {
  provider: 'eks',
  why: 'the cluster is named by an ARN of EKS',
  claims: { iss: 'https://token.example.test', sub: 'repo:o/r:ref:x', run_number: 7 },
  trust: '{"trust": "policy"}',
  problems: [],
}

function wired(over: Partial<ReturnType<typeof smallWiring>> = {}) {
  return { ...smallWiring(() => aPipeline()), ...over }
}

async function run(words: readonly string[], wiring = wired(), as: Identity = identity) {
  const io = recordingIo({ cwd })
  const commands = [checkCommand(wiring, { identityOf: () => Promise.resolve(as) }), rbacCommand(wiring)]
  const table = commands.map((command) => ({
    name: command.name,
    summary: command.summary,
    load: () => Promise.resolve(command),
  }))
  return { code: await runCli(words, io, table), io }
}

test('check shows how we sign in, every right, the room, and what the cloud has to trust', async () => {
  const { code, io } = await run(['check'])
  expect(code).toBe(0)
  expect(io.out()).toContain('eks: the cluster is named by an ARN of EKS')
  expect(io.out()).toContain('  run_number: 7')
  expect(io.out()).toContain('{"trust": "policy"}')
  expect(io.out()).toMatch(/ok +pods in iris +list, watch, get\n/)
  expect(io.out()).toContain('Nothing stands in the way of a deployment.')
})

test('check in JSON is one document with the claims and each right for itself', async () => {
  const { io } = await run(['check', '--format', 'json'])
  const whole = JSON.parse(io.out())
  expect(whole).toMatchObject({ ok: true, identity: { claims: identity.claims, trust: identity.trust } })
  expect(whole.findings.filter(({ area }: { area: string }) => area === 'permission').length).toBeGreaterThan(30)
})

test('check asks for rights in the namespace that is named, for every object', async () => {
  const { cluster } = wired()
  const asked: (string | undefined)[] = []
  const can: typeof cluster.can = async (_verb, ref) => {
    asked.push(ref.namespace)
    return true
  }
  const connect = () => Promise.resolve({ cluster: { ...cluster, can }, close: () => Promise.resolve() })
  await run(['check', '--namespace', 'elsewhere'], wired({ connect }))
  expect(asked).toContain('elsewhere')
  expect(asked).not.toContain('iris')
})

test('check ends with 3 when a right is missing', async () => {
  const { cluster } = wired()
  const denying = { ...cluster, can: async (verb: string) => verb !== 'watch' }
  const connect = () => Promise.resolve({ cluster: denying, close: () => Promise.resolve() })
  const { code, io } = await run(['check'], wired({ connect }))
  expect(code).toBe(3)
  expect(io.out()).toMatch(/FAIL +watch pods in iris/)
  expect(io.out()).toContain('A deployment would fail.')
})

test('check tells why there is no way in, as findings and with what to do', async () => {
  const problem = cloudProblem('aws-sts', 'AWS refused', 'Mend the trust policy.')
  const connect = () => Promise.reject(new ProblemError('cluster', [problem]))
  const fork = cloudProblem('oidc-fork', 'forks get no token', 'Run on push.')
  const { code, io } = await run(['check'], wired({ connect }), { provider: 'eks', why: 'x', problems: [fork] })
  expect(code).toBe(3)
  expect(io.out()).toMatch(/note +identity token +forks get no token\n +Run on push\./)
  expect(io.out()).toMatch(/FAIL +connect +AWS refused\n +Mend the trust policy\./)
})

test('rbac prints a Role and its binding for the subject', async () => {
  const { code, io } = await run(['rbac', '--serviceaccount', 'ci:deployer'])
  expect(code).toBe(0)
  expect(io.out()).toMatch(/kind: Role\n/)
  expect(io.out()).toContain('  - kind: ServiceAccount\n    name: deployer\n    namespace: ci\n')
})

test('rbac prints a ClusterRole for a namespace that is yet to be made, and more on demand', async () => {
  const { io } = await run(['rbac', '--user', 'u', '--create-namespace', '--format', 'json'])
  const kinds = JSON.parse(io.out()).items.map(({ kind }: { kind: string }) => kind)
  expect(kinds).toEqual(['ClusterRole', 'ClusterRoleBinding'])
  const full = await run(['rbac', '--group', 'g', '--full', '--namespace', 'other'])
  expect(full.io.out()).toContain('- nodes')
  expect(full.io.out()).toContain('namespace: other')
})

test.each([[[]], [['--user', 'u', '--group', 'g']]])('rbac wants one subject, not %j', async (words) => {
  const failing = run(['rbac', ...words])
  await expect(
    failing.then(
      ({ code }) => code,
      () => 2,
    ),
  ).resolves.toBe(2)
})
