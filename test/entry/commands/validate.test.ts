import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../../src/entry/cli.ts'
import { problemLink } from '../../../src/report/problem-link.ts'
import { temporaryFolder } from '../../builders-folder.ts'
import { recordingIo } from '../../builders-io.ts'

const good = `version: "1.1"
pipeline: {name: p, docker_image: a/b:1, DAG: a}
stages:
  a:
    executable_module_path: a.py
    cpu_request: 1
    memory_request_mb: 1
    batch: {max_completion_time_seconds: 1, retries: 0}
logging: {log_level: INFO}
`

async function validate(files: Readonly<Record<string, string>>, ...words: readonly string[]) {
  const cwd = temporaryFolder(files)
  const io = recordingIo({ cwd, env: { NO_COLOR: '1' } })
  const code = await runCli(['validate', ...words], io)
  return { code, out: io.out(), err: io.err() }
}

test('a valid file gives 0 and one line', async () => {
  expect(await validate({ 'bodywork.yaml': good })).toEqual({
    code: 0,
    out: 'bodywork.yaml (version 1.1): valid\n',
    err: '',
  })
})

test('a wrong file gives 2 and shows the line with a caret', async () => {
  const { code, err } = await validate({ 'bodywork.yaml': good.replace('DAG: a', 'DAG: b') })
  expect(code).toBe(2)
  expect(err).toBe(
    `bodywork.yaml:2:47: error: the DAG names the stage "b", which is not defined [config/unknown-stage]
  2 | pipeline: {name: p, docker_image: a/b:1, DAG: b}
    |                                               ^
  hint: Did you mean "a"?
explained at ${problemLink('config/unknown-stage')}
`,
  )
})

test('JSON stands alone on standard output', async () => {
  const { code, out, err } = await validate({ 'bodywork.yaml': good.replace('retries', 'retry') }, '--format', 'json')
  expect({ code, err }).toEqual({ code: 2, err: '' })
  expect(JSON.parse(out)).toMatchObject({
    valid: false,
    file: 'bodywork.yaml',
    generation: '1.1',
    steps: [['a']],
    problems: [
      { severity: 'error', code: 'config/missing-key', path: 'stages.a.batch.retries', place: { line: 8, column: 5 } },
      { severity: 'warning', code: 'config/unknown-key', path: 'stages.a.batch.retry' },
    ],
  })
})

test('--strict and --check-files ask for more', async () => {
  const files = { 'ml/bodywork.yaml': good.replace('DAG: a', 'DAG: a, owner: me') }
  expect((await validate(files, '--file', 'ml/bodywork.yaml')).code).toBe(0)
  expect((await validate(files, 'ml', '--strict')).code).toBe(2)
  expect((await validate(files, 'ml', '--check-files')).err).toContain('a.py does not exist')
  expect((await validate({ ...files, 'ml/a.py': '' }, 'ml', '--check-files')).code).toBe(0)
})

test('a file that cannot be read gives 2 and one sentence', async () => {
  const missing = await validate({})
  expect(missing.code).toBe(2)
  expect(missing.err).toContain('bodywork.yaml does not exist')
  expect((await validate({ 'x/y': '' }, '--file', 'x')).err).toContain('x is a directory')
})

test('colour is for terminals, and obeys NO_COLOR and FORCE_COLOR', async () => {
  const cwd = temporaryFolder({ 'bodywork.yaml': 'a: [' })
  const painted = async (env: Readonly<Record<string, string>>, isTerminal: boolean) => {
    const io = recordingIo({ cwd, env, isTerminal })
    await runCli(['validate'], io)
    return io.err().includes('\u001b[')
  }
  expect(await painted({}, true)).toBe(true)
  expect(await painted({}, false)).toBe(false)
  expect(await painted({ NO_COLOR: '1' }, true)).toBe(false)
  expect(await painted({ FORCE_COLOR: '1' }, false)).toBe(true)
})

test('a credential is warned of and never shown', async () => {
  const token = ['ghp', '_abcdefghijklmnopqrstuvwxyz0123456789'].join('')
  const yaml = good.replace('name: p,', `name: p, ${token}: 1, namespace: ${token}_,`)
  for (const format of ['text', 'json']) {
    const { out, err } = await validate({ 'bodywork.yaml': yaml }, '--format', format)
    expect(out + err).toContain('config/credential')
    expect(out + err).not.toContain(token)
  }
})

test('validate loads our own code, nothing else', () => {
  const packages = new Set<string>()
  const seen = new Set<string>()
  const reach = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return
    seen.add(file)
    const source = readFileSync(file, 'utf8')
    for (const [, from = ''] of source.matchAll(
      /^(?:import|export)\s+(?!type\s)(?:[^'"]*?\sfrom\s+)['"]([^'"]+)['"]/gm,
    )) {
      if (from.startsWith('.')) reach(normalize(join(dirname(file), from)))
      else if (!from.startsWith('node:')) packages.add(from)
    }
  }
  reach('src/entry/commands/validate.ts')
  expect([...packages]).toEqual([])
  expect(seen.has('src/generated/schema-validator.js')).toBe(true)
})

test('what is laid over the configuration is checked with it', async () => {
  const files = { 'bodywork.yaml': good, 'prod.yaml': 'stages: {a: {cpu_request: much}}\n' }
  expect((await validate(files, '--set', 'stages.a.batch.retries=3')).code).toBe(0)
  const { code, err } = await validate(files, '--values', 'prod.yaml')
  expect(code).toBe(2)
  expect(err).toContain('prod.yaml:1')
})
