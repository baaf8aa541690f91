import { expect, test } from 'vitest'
import { loadPipeline } from '../../src/config/load.ts'
import type { OverlayRequest } from '../../src/config/overlay.ts'

const base = `version: "2.0"
pipeline: {name: iris, image: python:3.11, DAG: serve}
stages:
  serve: {run: serve.py, service: {port: 5000, replicas: 1}}
`
const files: Readonly<Record<string, string>> = {
  'bodywork.yaml': base,
  'prod.yaml': 'pipeline: {namespace: prod}\nstages: {serve: {service: {replicas: 4}, env: {MODE: prod}}}\n',
  'wrong.yaml': '\n\nstages: {serve: {service: {replcas: 4}}}\n',
}
const load = (overlay: OverlayRequest) =>
  loadPipeline({
    file: 'bodywork.yaml',
    overlay,
    readFile: (path) => {
      const text = files[path]
      return Promise.resolve(text === undefined ? { kind: 'missing' } : { kind: 'content', bytes: Buffer.from(text) })
    },
  })

test('a file of values is laid over the configuration, and single values over both', async () => {
  const loaded = await load({
    values: ['prod.yaml'],
    set: ['stages.serve.env.MODE=test', 'stages.serve.service.port=80'],
  })
  expect(loaded.ok && loaded.value.namespace).toBe('prod')
  expect(loaded.ok && loaded.value.stages[0]).toMatchObject({ replicas: 4, port: 80, env: { MODE: 'test' } })
})

test('a value is YAML: lists and maps too', async () => {
  const loaded = await load({ set: ['stages.serve.env={A: x}', 'stages.serve.requirements=[numpy==2.0]'] })
  expect(loaded.ok && loaded.value.stages[0]).toMatchObject({
    env: { A: 'x' },
    requirements: { kind: 'list', packages: ['numpy==2.0'] },
  })
})

test('a mistake is told where it stands: in the file of values', async () => {
  const [problem] = (await load({ values: ['wrong.yaml'] })).problems
  expect(problem?.place).toMatchObject({ file: 'wrong.yaml', line: 3 })
  expect(problem?.hint).toContain('replicas')
})

test.each([
  [{ values: ['none.yaml'] }, 'none.yaml'],
  [{ set: ['replicas'] }, 'is not KEY.KEY=VALUE'],
  [{ set: ['a..b=1'] }, 'is not KEY.KEY=VALUE'],
])('%j is refused', async (overlay, words) => {
  const loaded = await load(overlay)
  expect(loaded.ok).toBe(false)
  expect(loaded.problems.map(({ message }) => message).join()).toContain(words)
})

const ini: Readonly<Record<string, string>> = {
  'bodywork.ini':
    '[default]\nPROJECT_NAME=iris\nDOCKER_IMAGE=python:3.11\n[workflow]\nDAG=serve\n[logging]\nLOG_LEVEL=INFO\n',
  'serve/config.ini':
    '[default]\nSTAGE_TYPE=service\nEXECUTABLE_SCRIPT=serve.py\nCPU_REQUEST=0.5\nMEMORY_REQUEST_MB=100\n[service]\nMAX_STARTUP_TIME_SECONDS=30\nREPLICAS=1\nPORT=5000\n',
  'serve/requirements.txt': '',
  'prod.yaml': 'pipeline: {namespace: prod}\nstages: {serve: {cpu_request: 2, service: {replicas: 4}}}\n',
  'wrong.yaml': 'stages: {serve: {service: {replcas: 4}}}\n',
}
const loadIni = (overlay: OverlayRequest) =>
  loadPipeline({
    file: 'bodywork.ini',
    overlay,
    readFile: (path) => {
      const text = ini[path]
      return Promise.resolve(text === undefined ? { kind: 'missing' } : { kind: 'content', bytes: Buffer.from(text) })
    },
  })

test('INI files are laid over in the spelling of 2.0, or in the old one', async () => {
  const loaded = await loadIni({ values: ['prod.yaml'], set: ['stages.serve.env.MODE=prod'] })
  expect(loaded.ok && loaded.value.namespace).toBe('prod')
  expect(loaded.ok && loaded.value.stages[0]).toMatchObject({
    replicas: 4,
    port: 5000,
    env: { MODE: 'prod' },
    resources: { cpu: '2', memory: '100Mi' },
  })
})

test('a mistake over INI files is told where it stands, and nothing else is', async () => {
  const { ok, problems } = await loadIni({ values: ['wrong.yaml'] })
  expect(ok).toBe(false)
  expect(problems.map(({ place, code }) => [place?.file, code])).toEqual([['wrong.yaml', 'config/unknown-key']])
})
