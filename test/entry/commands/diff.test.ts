import { expect, test } from 'vitest'
import { runCli } from '../../../src/entry/cli.ts'
import { diffCommand } from '../../../src/entry/commands/diff.ts'
import { gatherPlan } from '../../../src/entry/gather-plan.ts'
import { field, type KubeObject } from '../../../src/plan/objects.ts'
import { appliedObjects } from '../../../src/plan/plan-objects.ts'
import { recordingIo } from '../../builders-io.ts'
import { aPipelineRepository, planningPorts } from '../../builders-planning.ts'
import { clusterHolding } from '../../builders-preview.ts'

/** What a run of the pipeline in that folder leaves in the cluster. */
async function deployed(cwd: string): Promise<readonly KubeObject[]> {
  const facts = { runId: 'run-7', at: '2026-05-05T05:05:05Z' }
  const request = { file: 'bodywork.yaml', cwd, env: {}, strict: false, worktree: false, facts }
  const plan = await gatherPlan(request, planningPorts())
  return plan.ok ? appliedObjects(plan.value) : []
}

async function diff(words: readonly string[], change: (object: KubeObject) => KubeObject = (object) => object) {
  const io = recordingIo({ cwd: aPipelineRepository() })
  const { cluster } = clusterHolding((await deployed(io.cwd)).map(change))
  const load = () => Promise.resolve(diffCommand(planningPorts({ cluster })))
  return { code: await runCli(['diff', ...words], io, [{ name: 'diff', summary: '', load }]), out: io.out() }
}

const scaled = (object: KubeObject): KubeObject => {
  const spec = field(object, 'spec')
  return object.kind === 'Deployment' ? { ...object, spec: { ...Object(spec), replicas: 9 } } : object
}

test('what is there already is no change, and exits 0', async () => {
  expect(await diff([])).toEqual({ code: 0, out: '= 6 unchanged\n' })
})

test('a change is shown field by field, and exits 1', async () => {
  const { code, out } = await diff([], scaled)
  expect(code).toBe(1)
  expect(out).toBe('~ Deployment iris/serve\n    spec.replicas: 9 -> 1\n= 5 unchanged\n')
})

test('--format json is one value', async () => {
  expect(JSON.parse((await diff(['--format', 'json'], scaled)).out).pruned).toEqual([])
})
