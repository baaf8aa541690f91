import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../../src/entry/cli.ts'
import { temporaryFolder } from '../../builders-folder.ts'
import { recordingIo } from '../../builders-io.ts'

const yaml = `version: "1.1"
pipeline: {name: p, docker_image: a/b:1, DAG: a}
stages:
  a:
    executable_module_path: a.py
    cpu_request: 1
    memory_request_mb: 1
    batch: {max_completion_time_seconds: 1, retries: 0}
logging: {log_level: INFO}
`
const ini = {
  'bodywork.ini': '[default]\nPROJECT_NAME=p\nDOCKER_IMAGE=a/b:1\n[workflow]\nDAG=a\n[logging]\nLOG_LEVEL=INFO\n',
  'a/config.ini':
    '[default]\nSTAGE_TYPE=batch\nEXECUTABLE_SCRIPT=a.py\nCPU_REQUEST=1\nMEMORY_REQUEST_MB=1\n[batch]\nMAX_COMPLETION_TIME_SECONDS=1\nRETRIES=0\n',
  'a/requirements.txt': '',
}

async function migrate(folder: string, ...words: readonly string[]) {
  const io = recordingIo({ cwd: folder })
  return { code: await runCli(['migrate', ...words], io), out: io.out(), err: io.err() }
}

test('the result is printed, and nothing is written', async () => {
  const folder = temporaryFolder({ 'bodywork.yaml': yaml })
  const { code, out } = await migrate(folder)
  expect(code).toBe(0)
  expect(out).toContain('version: "2.0"')
  expect(readFileSync(join(folder, 'bodywork.yaml'), 'utf8')).toBe(yaml)
})

test('--diff shows what changes', async () => {
  const { out } = await migrate(temporaryFolder({ 'bodywork.yaml': yaml }), '--diff')
  expect(out).toContain('--- a/bodywork.yaml\n+++ b/bodywork.yaml\n@@ -1,')
  expect(out).toContain('\n-    executable_module_path: a.py\n')
})

test('--write replaces the file', async () => {
  const folder = temporaryFolder({ 'bodywork.yaml': yaml })
  expect((await migrate(folder, '--write')).code).toBe(0)
  expect(readFileSync(join(folder, 'bodywork.yaml'), 'utf8')).toContain('    run: a.py\n')
})

test('INI files become one YAML file beside them, which is never overwritten', async () => {
  const folder = temporaryFolder(ini)
  expect(await migrate(folder, '--write')).toMatchObject({ code: 0, err: 'wrote bodywork.yaml\n' })
  expect(existsSync(join(folder, 'bodywork.ini'))).toBe(true)
  const again = await migrate(folder, '--file', 'bodywork.ini', '--write')
  expect(again.code).toBe(2)
  expect(again.err).toContain('bodywork.yaml is already there')
})

test('a wrong file gives 2 and its problems', async () => {
  const { code, out, err } = await migrate(temporaryFolder({ 'bodywork.yaml': yaml.replace('DAG: a', 'DAG: b') }))
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('config/unknown-stage')
})
