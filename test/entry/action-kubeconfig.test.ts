import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Connection } from '../../src/connect/connection.ts'
import { aPipeline } from '../builders-pipeline.ts'
import { step } from './action-door.ts'
import { smallWiring } from './wiring.ts'

const temp = mkdtempSync(join(tmpdir(), 'action-kubeconfig-'))
afterAll(() => rmSync(temp, { recursive: true }))
const env = { RUNNER_TEMP: temp }
const connection: Connection = {
  server: 'https://k8s.example.test',
  credentials: () => Promise.resolve({ token: 'unique-token', expiresAt: Date.parse('2026-01-02T03:04:05Z') }),
  describe: () => 'a cluster',
}

function connectedWiring() {
  const wiring = smallWiring(() => aPipeline())
  return { ...wiring, connect: async () => ({ ...(await wiring.connect({ env, isLocal: false })), connection }) }
}

test('a kubeconfig for later steps is for nobody else, its token is masked, and the post step removes it', async () => {
  const main = await step(connectedWiring(), { env, inputs: { 'write-kubeconfig': 'true' } })
  const path = main.variables['KUBECONFIG'] ?? ''
  expect(main.code).toBe(0)
  expect(main.outputs['kubeconfig']).toBe(path)
  expect(path.startsWith(temp)).toBe(true)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(path, 'utf8')).toContain('unique-token')
  expect(main.masks).toContain('unique-token')
  expect(main.log).toContain(`kubeconfig for later steps: ${path}, good until 03:04 UTC`)
  expect(JSON.stringify([main.log, main.outputs, main.state, main.summary])).not.toContain('unique-token')
  const post = await step(connectedWiring(), { env, inputs: { 'write-kubeconfig': 'true' }, state: main.state })
  expect(post.code).toBe(0)
  expect(existsSync(path)).toBe(false)
  expect(post.variables).toEqual({})
})

test('nothing is written unless it was asked for, nor for a cluster in this process', async () => {
  const silent = await step(connectedWiring(), { env })
  const local = await step(
    smallWiring(() => aPipeline()),
    { env, inputs: { 'write-kubeconfig': 'true' } },
  )
  for (const { code, variables } of [silent, local]) expect([code, variables]).toEqual([0, {}])
})
