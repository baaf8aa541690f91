import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { runCli } from '../../../src/entry/cli.ts'
import { renderCommand } from '../../../src/entry/commands/render.ts'
import type { PlanningPorts } from '../../../src/entry/gather-plan.ts'
import { recordingIo } from '../../builders-io.ts'
import { aBatchStage, aPipeline } from '../../builders-pipeline.ts'
import { aPipelineRepository, planningPorts } from '../../builders-planning.ts'

async function render(words: readonly string[], ports: PlanningPorts = planningPorts(), cwd = aPipelineRepository()) {
  const io = recordingIo({ cwd })
  const entry = { name: 'render', summary: '', load: () => Promise.resolve(renderCommand(ports)) }
  const code = await runCli(['render', ...words], io, [entry])
  return { code, cwd, out: io.out(), err: io.err() }
}

const kinds = ['Namespace', 'ServiceAccount', 'ConfigMap', 'ConfigMap', 'Job', 'Deployment', 'Service']

test('the objects are a stream of YAML documents in the order of applying, and nothing else is on standard output', async () => {
  const { code, out } = await render([])
  expect(code).toBe(0)
  expect(parseAllDocuments(out).map((document) => document.get('kind'))).toEqual(kinds)
})

test('--format json is one list that kubectl takes', async () => {
  const { out } = await render(['--format', 'json'])
  expect(JSON.parse(out).items.map(({ kind }: { kind: string }) => kind)).toEqual(kinds)
})

test('--output-dir writes files instead', async () => {
  const { cwd, out, err } = await render(['--output-dir', 'k8s'])
  expect(out).toBe('')
  expect(err).toContain('8 files written to k8s')
  expect(readdirSync(join(cwd, 'k8s'))).toContain('kustomization.yaml')
})

test('hooks are left out unless they are asked for', async () => {
  const stages = [aBatchStage(), aBatchStage({ name: 'mail', source: 'image' })]
  const ports = planningPorts({ pipeline: aPipeline({ stages, onFailure: 'mail' }) })
  expect((await render([], ports)).out).not.toContain('name: mail-')
  expect((await render(['--hooks'], ports)).out).toContain('name: mail-')
})

test('a problem stops it with exit code 2 and nothing on standard output', async () => {
  const pipeline = aPipeline({ stages: [aBatchStage({ image: 'A B' })] })
  const { code, out, err } = await render([], planningPorts({ pipeline }))
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain('[plan/bad-image]')
})
