import { expect, test } from 'vitest'
import { migrate } from '../../src/config/migrate.ts'
import { filesOf, inspected } from '../builders-config.ts'

async function migrated(text: string) {
  const result = await migrate('bodywork.yaml', filesOf({ 'bodywork.yaml': text }))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value.text
}

const old = `# reviewed in May
version: "1.1"
pipeline:
  name: p   # short
  docker_image: a/b:1
  DAG: a >> s
  usage_stats: false
  owner: me
  run_on_failure: a
stages:
  # the first
  a:
    executable_module_path: a.py
    cpu_request: 0.5   # half a core
    memory_request_mb: 1024
    batch:
      max_completion_time_seconds: 120
      retries: true

  s:
    executable_module_path: s.py
    args:
    - x
    memory_request_mb: 100
    cpu_request: 1
    service: {max_startup_time_seconds: 30, replicas: 1, port: 80, ingress: no}
logging:
  log_level: INFO
`

test('comments and order are kept, and what nothing read is set aside', async () => {
  expect(await migrated(old)).toBe(`# reviewed in May
version: "2.0"
pipeline:
  name: p # short
  image: a/b:1
  DAG: a >> s
  x-owner: me
  on_failure: a
  defaults:
    # as before: stages run as the user that their image names
    security: image
stages:
  # the first
  a:
    run: a.py
    resources:
      cpu: 0.5 # half a core
      memory: 1Gi
    batch:
      timeout: 2m
      retries: 1

  s:
    run: s.py
    args:
    - x
    resources:
      memory: 100Mi
      cpu: 1
    service: { startup_timeout: 30s, replicas: 1, port: 80, ingress: no }
logging:
  log_level: INFO
`)
})

test('what is 2.0 already stays as it is', async () => {
  const text = await migrated(old)
  expect(await migrated(text)).toBe(text)
})

test('merged maps keep the old spelling of what they override', async () => {
  const text = `version: "1.1"
pipeline: {name: p, docker_image: a, DAG: "a >> b"}
x: &base
  cpu_request: 1
  memory_request_mb: 64
stages:
  a:
    <<: *base
    executable_module_path: a.py
    batch: {max_completion_time_seconds: 1, retries: 0}
  b:
    <<: *base
    executable_module_path: b.py
    memory_request_mb: 128
    batch: {max_completion_time_seconds: 1, retries: 0}
logging: {log_level: INFO}
`
  const { pipeline } = await inspected(await migrated(text))
  expect(pipeline?.stages).toMatchObject([
    { resources: { cpu: '1', memory: '64Mi' } },
    { resources: { cpu: '1', memory: '128Mi' } },
  ])
})

test('a file with errors is not migrated', async () => {
  const result = await migrate('bodywork.yaml', filesOf({ 'bodywork.yaml': old.replace('0.5', 'half') }))
  expect(result).toMatchObject({ ok: false, problems: [{}, { path: 'stages.a.cpu_request' }] })
})
