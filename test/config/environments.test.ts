import { expect, test } from 'vitest'
import { loadPipeline } from '../../src/config/load.ts'
import type { OverlayRequest } from '../../src/config/overlay.ts'
import { filesOf } from '../builders-config.ts'

const files = {
  'ml/bodywork.yaml': `version: "2.0"
pipeline: {name: iris, image: python:3.11, DAG: serve}
stages:
  serve: {run: serve.py, service: {port: 5000, replicas: 1}}
environments:
  staging: {pipeline: {namespace: iris-staging}}
  prod: environments/prod.yaml
  gone: environments/gone.yaml
`,
  'ml/environments/prod.yaml': 'pipeline: {namespace: iris-prod}\nstages: {serve: {service: {replicas: 4}}}\n',
  'old/bodywork.ini': '[default]\nPROJECT_NAME=iris\nDOCKER_IMAGE=a/b\n[workflow]\nDAG=a\n[logging]\nLOG_LEVEL=INFO\n',
}
const load = (overlay: OverlayRequest, file = 'ml/bodywork.yaml') =>
  loadPipeline({ file, overlay, readFile: filesOf(files) })

test('an environment is a map of keys, or a file next to the configuration', async () => {
  const staging = await load({ environment: 'staging' })
  expect(staging.ok && staging.value.namespace).toBe('iris-staging')
  const prod = await load({ environment: 'prod' })
  expect(prod.ok && prod.value).toMatchObject({ namespace: 'iris-prod', stages: [{ replicas: 4 }] })
})

test('without one the configuration is as it stands, and single values go before an environment', async () => {
  const plain = await load({})
  expect(plain.ok && plain.value.namespace).toBe('iris')
  const set = await load({ environment: 'prod', set: ['stages.serve.service.replicas=2'] })
  expect(set.ok && set.value).toMatchObject({ namespace: 'iris-prod', stages: [{ replicas: 2 }] })
})

test('a name that is none, and a file that is not there, are told where they stand', async () => {
  const [wrong] = (await load({ environment: 'stagin' })).problems
  expect(wrong).toMatchObject({ code: 'config/unknown-environment', place: { line: 5 } })
  expect(wrong?.hint).toContain('staging')
  const [gone] = (await load({ environment: 'gone' })).problems
  expect(gone).toMatchObject({ place: { file: 'ml/bodywork.yaml', line: 8 } })
  const { problems } = await load({ environment: 'prod' }, 'old/bodywork.ini')
  expect(problems.map(({ code }) => code)).toContain('config/unknown-environment')
})
