import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { managedCluster } from '../../manage/cluster.ts'
import { aDeployment, aService } from '../../manage/objects.ts'
import { commandLine } from '../manage-words.ts'

const cluster = () => managedCluster([aDeployment(), aService(), aDeployment({ pipeline: 'other', name: 'web' })])

test.each([
  [['cre'], 'create\n'],
  [['create', ''], 'cronjob\nsecret\n'],
  [['get', 'se'], 'secret\nsecrets\nservices\n'],
  [['get', 'deployments', '--out'], '--output\n'],
  [['get', 'deployments', '--output', 'w'], 'wide\n'],
  [['get', 'deployment', ''], 'iris\nother\n'],
  [['get', 'deployment', 'iris', ''], 'serve\n'],
  [['logs', '--tail', '5', 'i'], 'iris\n'],
  [['nonsense', ''], ''],
])('behind %j comes %j', async (words, expected) => {
  const told = await commandLine(cluster())(['__complete', '--', ...words])
  expect(told.out).toBe(expected)
})

test('without a cluster there is nothing to offer, and no complaint', async () => {
  const broken = { connect: () => Promise.reject(new Error('no cluster')) }
  const told = await commandLine(cluster(), broken)(['__complete', '--', 'get', 'deployment', ''])
  expect(told).toEqual({ code: 0, out: '', err: '' })
})

test('bash completes with the script', async () => {
  const told = await commandLine(cluster())('completion bash')
  const folder = mkdtempSync(join(tmpdir(), 'bodywork-complete-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'bodywork'), '#!/bin/sh\nshift 2; for word; do echo "<$word>"; done\n', { mode: 0o755 })
  writeFileSync(
    join(folder, 'try.sh'),
    `${told.out}\nCOMP_WORDS=(${folder}/bodywork get dep)\nCOMP_CWORD=2\n_bodywork\nprintf '%s ' "\${COMPREPLY[@]}"\n`,
  )
  expect(execFileSync('bash', [join(folder, 'try.sh')], { encoding: 'utf8' })).toBe('<get> <dep> ')
})

test.each(['bash', 'zsh', 'fish'])(
  'the script for %s is one its shell can read, where there is that shell',
  async (shell) => {
    const told = await commandLine(cluster())(`completion ${shell}`)
    expect(told.code).toBe(0)
    const checked = spawnSync(shell, ['-n'], { input: told.out, encoding: 'utf8' })
    if (checked.error === undefined) expect(checked.stderr).toBe('')
  },
)

test('other shells are refused', async () => {
  expect((await commandLine(cluster())('completion tcsh')).code).toBe(2)
})
