import { existsSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { parseArguments } from '../../../src/entry/arguments.ts'
import type { Command } from '../../../src/entry/command.ts'
import { localDownCommand } from '../../../src/entry/commands/local-down.ts'
import { localServeCommand } from '../../../src/entry/commands/local-serve.ts'
import { localStatusCommand } from '../../../src/entry/commands/local-status.ts'
import { localUpCommand } from '../../../src/entry/commands/local-up.ts'
import { runningCluster } from '../../../src/local/up/running-cluster.ts'
import { stateFolder } from '../../../src/local/up/state-folder.ts'
import { recordingIo } from '../../builders-io.ts'
import { scratchFolder } from '../../builders-process.ts'

vi.setConfig({ testTimeout: 30_000 })

async function run(command: Command, words: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) {
  const input = parseArguments(command, words)
  if (!input.ok) throw new Error('the words are wrong')
  const io = recordingIo({ env })
  return { code: await command.run(input.value, io), out: io.out(), err: io.err() }
}

test('when nothing is up, status says so with exit code 1, and down has nothing to do', async () => {
  const folder = scratchFolder()
  const status = await run(localStatusCommand, ['--folder', folder])
  expect(status).toMatchObject({ code: 1, out: expect.stringContaining(`No local cluster is up in ${folder}`) })
  expect(await run(localDownCommand, [], { BODYWORK_LOCAL: folder })).toMatchObject({
    code: 0,
    out: 'No local cluster was up.\n',
  })
  expect(existsSync(folder)).toBe(true)
  await run(localDownCommand, ['--folder', folder, '--delete'])
  expect(existsSync(folder)).toBe(false)
})

test('when it is up, up and status tell where; a second server in the folder gives way', async () => {
  const folder = stateFolder(scratchFolder())
  const env = { ...process.env, BODYWORK_LOCAL: folder.path }
  const controller = new AbortController()
  const served = localServeCommand.run(
    { positionals: [], flag: () => undefined, text: () => undefined, number: () => undefined, list: () => [] },
    recordingIo({ env, signal: controller.signal }),
  )
  onTestFinished(async () => {
    controller.abort()
    await served
  })
  await vi.waitUntil(() => runningCluster(folder) !== undefined, { timeout: 20_000 })
  const url = runningCluster(folder)?.url ?? ''
  const up = await run(localUpCommand, [], env)
  expect(up).toMatchObject({ code: 0, out: expect.stringContaining(`The local cluster is up already: ${url}`) })
  expect(up.out).toContain(`export KUBECONFIG=${folder.kubeconfig}`)
  const status = await run(localStatusCommand, [], env)
  expect(status).toMatchObject({ code: 0, out: expect.stringContaining('No pods.') })
  expect(await run(localServeCommand, [], env)).toMatchObject({
    code: 5,
    err: expect.stringContaining('has the local cluster'),
  })
})
