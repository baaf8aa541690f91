import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../../src/entry/cli.ts'
import { planCommand } from '../../../src/entry/commands/plan.ts'
import { readPlan } from '../../../src/plan/plan-file.ts'
import { recordingIo } from '../../builders-io.ts'
import { aPipelineRepository, planningPorts } from '../../builders-planning.ts'
import { clusterHolding } from '../../builders-preview.ts'

async function plan(words: readonly string[], ports = planningPorts()) {
  const io = recordingIo({ cwd: aPipelineRepository() })
  const entry = { name: 'plan', summary: '', load: () => Promise.resolve(planCommand(ports)) }
  const code = await runCli(['plan', ...words], io, [entry])
  return { code, cwd: io.cwd, out: io.out(), err: io.err() }
}

test('without a kubeconfig no cluster is asked', async () => {
  const { code, out } = await plan([])
  expect(code).toBe(0)
  expect(out).toMatch(/1 {5}train {2}batch/)
  expect(out).toContain('7 objects, in this order:')
})

test('with one the cluster says what would change, unless it is not to be asked', async () => {
  const ports = planningPorts({ cluster: clusterHolding([]).cluster })
  expect((await plan([], ports)).out).toContain('+ Deployment iris/serve')
  expect((await plan(['--offline'], ports)).out).toContain('7 objects')
})

test('what the cluster would refuse is shown and gives exit code 3', async () => {
  const { cluster } = clusterHolding(
    [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iris' } }],
    ({ kind }) => kind === 'Service',
  )
  const { code, out } = await plan([], planningPorts({ cluster }))
  expect(code).toBe(3)
  expect(out).toContain('! refused: field is immutable')
})

test('what would stop a deployment is said before anything is applied, in every format', async () => {
  const { cluster } = clusterHolding([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iris' } }])
  const ports = planningPorts({ cluster: { ...cluster, can: async (_verb, { kind }) => kind !== 'Job' } })
  const { code, out } = await plan([], ports)
  expect(code).toBe(3)
  expect(out).toMatch(/\n\nA deployment would fail:\n {2}error: this identity may not [a-z, ]+ jobs\.batch in iris/)
  expect((await plan(['--format', 'markdown'], ports)).out).toMatch(/\*\*A deployment would fail:\*\*\n\n- error: this/)
  expect(JSON.parse((await plan(['--format', 'json'], ports)).out).preview.preflight[0].code).toBe(
    'manage/right-missing',
  )
})

test('--format json is one value on standard output', async () => {
  expect(JSON.parse((await plan(['--format', 'json'])).out)).toMatchObject({
    pipeline: 'iris',
    steps: [['train'], ['serve']],
    totals: { services: { cpu: '500m' } },
  })
})

test('--format markdown has the graph', async () => {
  expect((await plan(['--format=markdown'])).out).toContain('```mermaid\nflowchart LR\n  s0["train"]')
})

test('--save writes a plan that can be read back', async () => {
  const { cwd } = await plan(['--save', 'plan.json'])
  const saved = readPlan(readFileSync(join(cwd, 'plan.json'), 'utf8'), 'plan.json', { version: '0.1.0' })
  expect(saved.ok && saved.value.seen).toBeUndefined()
  expect(saved.ok && saved.value.plan.stages.map(({ name }) => name)).toEqual(['train', 'serve'])
})

test('--save with a cluster keeps how it was, and --namespace is planned for', async () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'serve' }, spec: { ports: [] } }
  const ports = planningPorts({ cluster: clusterHolding([service]).cluster })
  const { cwd } = await plan(['--save', 'plan.json', '--namespace', 'other'], ports)
  const saved = readPlan(readFileSync(join(cwd, 'plan.json'), 'utf8'), 'plan.json', { version: '0.1.0' })
  const seen = saved.ok ? (saved.value.seen ?? []) : []
  expect(seen.map(({ kind, namespace, hash }) => [kind, namespace, typeof hash])).toContainEqual([
    'Service',
    'other',
    'string',
  ])
  expect(seen.map(({ kind, hash }) => [kind, typeof hash])).toContainEqual(['Deployment', 'undefined'])
})
