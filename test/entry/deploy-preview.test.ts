import { expect, test } from 'vitest'
import type { CommandInput } from '../../src/entry/command.ts'
import { asPreview, markPreview } from '../../src/entry/deploy-preview.ts'
import type { DeployRequest } from '../../src/entry/deploy-run.ts'
import { recordingIo } from '../builders-io.ts'
import { aPipeline } from '../builders-pipeline.ts'
import { managedCluster } from '../manage/cluster.ts'
import { smallWiring } from './wiring.ts'

const input = (options: Readonly<Record<string, string>>): CommandInput => ({
  positionals: [],
  text: (name) => options[name],
  flag: () => undefined,
  number: () => undefined,
  list: () => [],
})

const request: DeployRequest = {
  plan: { file: 'bodywork.yaml', cwd: '/', env: {}, strict: false, worktree: false },
  target: { env: {}, isLocal: false },
  selection: { only: [], from: [], groups: [] },
  options: {},
  signal: new AbortController().signal,
}

test('a preview is deployed into a namespace of its own', () => {
  expect(asPreview(request, input({ preview: 'pr-12' }), 'iris')?.namespace).toBe('iris-pr-12')
  expect(asPreview(request, input({}), 'iris')).toBeUndefined()
})

test('a time to live without a preview, and a name of signs alone, are refused', () => {
  expect(() => asPreview(request, input({ ttl: '3d' }), 'iris')).toThrow('--ttl needs --preview')
  expect(() => asPreview(request, input({ preview: '--' }), 'iris')).toThrow('"--" cannot name a preview')
})

test('the end of its life is written on the namespace, and told', async () => {
  const labels = { 'app.kubernetes.io/managed-by': 'bodywork' }
  const cluster = managedCluster([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iris-pr-12', labels } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'theirs' } },
  ])
  const wiring = {
    ...smallWiring(() => aPipeline()),
    connect: () => Promise.resolve({ cluster, close: () => Promise.resolve() }),
  }
  const io = recordingIo()
  const options = input({ preview: 'pr-12', ttl: '1h' })
  await markPreview({ ...request, namespace: 'theirs' }, options, io, wiring)
  expect(io.err()).toBe('')
  await markPreview({ ...request, namespace: 'iris-pr-12' }, options, io, wiring)
  const end = new Date(wiring.clock.now() + 3_600_000).toISOString()
  expect(io.err()).toContain(`iris-pr-12 may be deleted after ${end}`)
  expect(cluster.patches).toEqual([{ metadata: { annotations: { 'bodywork.dev/expires-at': end } } }])
})
