import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configFile, fileLooker, fileReader } from '../../src/entry/config-files.ts'
import { loadConfig } from '../../src/entry/load-config.ts'
import { temporaryFolder } from '../builders-folder.ts'

test('YAML comes before INI, and a folder stands for the file in it', async () => {
  expect(await configFile(undefined, temporaryFolder({ 'bodywork.ini': '', 'bodywork.yaml': '' }))).toBe(
    'bodywork.yaml',
  )
  expect(await configFile(undefined, temporaryFolder({ 'bodywork.ini': '' }))).toBe('bodywork.ini')
  expect(await configFile('ml/', temporaryFolder({ 'ml/bodywork.ini': '' }))).toBe('ml/bodywork.ini')
  expect(await configFile('ml', temporaryFolder({ 'ml/x': '' }))).toBe('ml')
  expect(await configFile(undefined, temporaryFolder())).toBe('bodywork.yaml')
})

test('what cannot be read is a value', async () => {
  const folder = temporaryFolder({ 'a/b': 'text' })
  const read = fileReader(folder)
  expect(await read('a/b')).toMatchObject({ kind: 'content' })
  expect(await read('a')).toEqual({ kind: 'directory' })
  expect(await read('nothing')).toEqual({ kind: 'missing' })
  expect(await read('a/b/c')).toEqual({ kind: 'missing' })
})

test('files, folders and nothing are told apart', async () => {
  const folder = temporaryFolder({ 'a/b': '' })
  const look = fileLooker(folder)
  expect(await Promise.all(['a', 'a/b', 'c', join(folder, 'a/b')].map((path) => look(path)))).toEqual([
    'directory',
    'file',
    'missing',
    'file',
  ])
})

test('for a deployment, names that Kubernetes refuses are errors', async () => {
  const yaml =
    'version: "1.1"\npipeline: {name: p, docker_image: a, DAG: A}\nstages:\n  A: {executable_module_path: a.py, cpu_request: 1, memory_request_mb: 1, batch: {max_completion_time_seconds: 1, retries: 0}}\nlogging: {log_level: INFO}\n'
  const cwd = temporaryFolder({ 'bodywork.yaml': yaml })
  expect(await loadConfig('bodywork.yaml', { strict: false, cwd })).toMatchObject({
    ok: false,
    problems: [{ code: 'config/bad-name' }],
  })
})
