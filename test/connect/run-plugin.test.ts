import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { pluginRunner } from '../../src/connect/run-plugin.ts'

const folder = mkdtempSync(join(tmpdir(), 'run plugin '))
afterAll(() => rmSync(folder, { recursive: true }))

test('a program whose path has spaces runs with its arguments as they are, its environment and ours', async () => {
  const program = join(folder, 'my plugin')
  const code = 'process.stdout.write(JSON.stringify([process.argv.slice(2), process.env.OURS, process.env.OWN]))'
  writeFileSync(program, `#!${process.execPath}\n${code}\nprocess.stderr.write("why")\nprocess.exitCode = 4\n`)
  chmodSync(program, 0o755)
  const run = pluginRunner({ PATH: process.env['PATH'], OURS: 'ours' })
  expect(await run(program, ['a b', '$HOME', '"q"'], { OWN: 'own' })).toEqual({
    kind: 'ended',
    exitCode: 4,
    stdout: JSON.stringify([['a b', '$HOME', '"q"'], 'ours', 'own']),
    stderr: 'why',
  })
})

test('a program that is not there is missing, by its name and by its path', async () => {
  const run = pluginRunner({ PATH: process.env['PATH'] })
  for (const program of ['no-such-plugin-of-ours', join(folder, 'none')])
    expect(await run(program, [], {})).toEqual({ kind: 'missing' })
})

test('a program that ends before anybody looks at its input has ended, and nothing breaks', async () => {
  const run = pluginRunner({ PATH: process.env['PATH'] })
  const program = process.platform === 'win32' ? 'hostname' : 'true'
  const ends = await Promise.all(
    Array.from({ length: 8 }, () => Promise.all(Array.from({ length: 25 }, () => run(program, [], {})))),
  )
  expect(ends.flat().every((end) => end.kind === 'ended' && end.exitCode === 0)).toBe(true)
})
