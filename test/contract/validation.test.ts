import { describe, expect, test } from 'vitest'
import { configMap, deployment, job, pod } from './builders.ts'
import { contract } from './target.ts'

const target = contract()

type Case = readonly [what: string, resource: string, object: () => object, field: string, reason: string]

const container = (more: object) => ({ containers: [{ name: 'main', image: 'i:1', ...more }] })
const service = (spec: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'svc' }, spec })
const cron = (spec: object) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'cron' },
  spec: { schedule: '* * * * *', jobTemplate: { spec: job('x').spec }, ...spec },
})

const cases: readonly Case[] = [
  ['a name in capitals', 'configmaps', () => configMap('Capital'), 'metadata.name', 'FieldValueInvalid'],
  ['a name with an underscore', 'configmaps', () => configMap('under_score'), 'metadata.name', 'FieldValueInvalid'],
  [
    'a label value with a space',
    'configmaps',
    () => configMap('l', {}, { labels: { a: 'b c' } }),
    'metadata.labels',
    'FieldValueInvalid',
  ],
  [
    'a label key with two slashes',
    'configmaps',
    () => configMap('l', {}, { labels: { 'a/b/c': 'd' } }),
    'metadata.labels',
    'FieldValueInvalid',
  ],
  [
    'a key of a ConfigMap with a slash',
    'configmaps',
    () => configMap('k', { 'a/b': '1' }),
    'data[a/b]',
    'FieldValueInvalid',
  ],
  ['a pod without containers', 'pods', () => pod('p', {}, { containers: [] }), 'spec.containers', 'FieldValueRequired'],
  [
    'a container without an image',
    'pods',
    () => pod('p', {}, container({ image: '' })),
    'spec.containers[0].image',
    'FieldValueRequired',
  ],
  [
    'a container without a name',
    'pods',
    () => pod('p', {}, container({ name: '' })),
    'spec.containers[0].name',
    'FieldValueRequired',
  ],
  [
    'two containers of one name',
    'pods',
    () =>
      pod(
        'p',
        {},
        {
          containers: [
            { name: 'a', image: 'i' },
            { name: 'a', image: 'i' },
          ],
        },
      ),
    'spec.containers[1].name',
    'FieldValueDuplicate',
  ],
  [
    'a restart policy that is none',
    'pods',
    () => pod('p', {}, { restartPolicy: 'Sometimes' }),
    'spec.restartPolicy',
    'FieldValueNotSupported',
  ],
  [
    'a port beyond 65535',
    'pods',
    () => pod('p', {}, container({ ports: [{ containerPort: 70000 }] })),
    'spec.containers[0].ports[0].containerPort',
    'FieldValueInvalid',
  ],
  [
    'a request above its limit',
    'pods',
    () => pod('p', {}, container({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } })),
    'spec.containers[0].resources.requests',
    'FieldValueInvalid',
  ],
  [
    'a mount of a volume that is none',
    'pods',
    () => pod('p', {}, container({ volumeMounts: [{ name: 'v', mountPath: '/v' }] })),
    'spec.containers[0].volumeMounts[0].name',
    'FieldValueNotFound',
  ],
  [
    'a deadline of zero',
    'pods',
    () => pod('p', {}, { activeDeadlineSeconds: 0 }),
    'spec.activeDeadlineSeconds',
    'FieldValueInvalid',
  ],
  [
    'a variable name that is none',
    'pods',
    () => pod('p', {}, container({ env: [{ name: 'a=b', value: '' }] })),
    'spec.containers[0].env[0].name',
    'FieldValueInvalid',
  ],
  [
    'a Job that restarts always',
    'batch/v1/jobs',
    () => job('j', {}, {}, { restartPolicy: 'Always' }),
    'spec.template.spec.restartPolicy',
    'FieldValueRequired',
  ],
  [
    'a negative backoff limit',
    'batch/v1/jobs',
    () => job('j', {}, { backoffLimit: -1 }),
    'spec.backoffLimit',
    'FieldValueInvalid',
  ],
  [
    'an Indexed Job without completions',
    'batch/v1/jobs',
    () => job('j', {}, { completionMode: 'Indexed', parallelism: 1 }),
    'spec.completions',
    'FieldValueRequired',
  ],
  [
    'a Job with a limit by index that has none',
    'batch/v1/jobs',
    () => job('j', {}, { backoffLimitPerIndex: 1 }),
    'spec.backoffLimitPerIndex',
    'FieldValueInvalid',
  ],
  [
    'a schedule that is none',
    'batch/v1/cronjobs',
    () => cron({ schedule: 'often' }),
    'spec.schedule',
    'FieldValueInvalid',
  ],
  [
    'a time zone that is none',
    'batch/v1/cronjobs',
    () => cron({ timeZone: 'Mars/Olympus' }),
    'spec.timeZone',
    'FieldValueInvalid',
  ],
  [
    'a concurrency policy that is none',
    'batch/v1/cronjobs',
    () => cron({ concurrencyPolicy: 'Maybe' }),
    'spec.concurrencyPolicy',
    'FieldValueNotSupported',
  ],
  [
    'a selector that does not match its template',
    'apps/v1/deployments',
    () => deployment('d', { selector: { matchLabels: { app: 'other' } } }),
    'spec.template.metadata.labels',
    'FieldValueInvalid',
  ],
  [
    'negative replicas',
    'apps/v1/deployments',
    () => deployment('d', { replicas: -1 }),
    'spec.replicas',
    'FieldValueInvalid',
  ],
  ['a service without ports', 'services', () => service({ selector: { a: 'b' } }), 'spec.ports', 'FieldValueRequired'],
  [
    'a service port beyond 65535',
    'services',
    () => service({ ports: [{ port: 70000 }] }),
    'spec.ports[0].port',
    'FieldValueInvalid',
  ],
  [
    'two service ports without names',
    'services',
    () => service({ ports: [{ port: 80 }, { port: 81 }] }),
    'spec.ports[0].name',
    'FieldValueRequired',
  ],
  [
    'a service type that is none',
    'services',
    () => service({ type: 'Magic', ports: [{ port: 80 }] }),
    'spec.type',
    'FieldValueNotSupported',
  ],
]

describe('what is refused with 422 and the field', () => {
  test.each(cases)('%s', async (_what, resource, object, field, reason) => {
    const { status, body } = await target.client.post(`${target.of(resource)}?dryRun=All`, object())
    expect(status).toBe(422)
    expect(body).toMatchObject({ kind: 'Status', status: 'Failure', reason: 'Invalid', code: 422 })
    const causes = body.details.causes.map(
      (cause: { field: string; reason: string }) => `${cause.field} ${cause.reason}`,
    )
    expect(causes).toContain(`${field} ${reason}`)
    expect(body.message).toContain(field)
  })
})

describe('what cannot be read is refused with 400', () => {
  test.each([
    ['a number where a text belongs', configMap('t', { a: 1 as unknown as string })],
    ['a text where an object belongs', { ...configMap('t'), data: 'text' }],
    ['a list where an object belongs', { ...configMap('t'), metadata: [] }],
    ['another kind than the path', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 't' } }],
    ['another version than the path', { apiVersion: 'apps/v1', kind: 'ConfigMap', metadata: { name: 't' } }],
  ])('%s', async (_what, object) => {
    const { status, body } = await target.client.post(target.of('configmaps'), object)
    expect([status, body.reason]).toEqual([400, 'BadRequest'])
  })

  test('a quantity that is none', async () => {
    const { status, body } = await target.client.post(
      target.of('pods'),
      pod('q', {}, container({ resources: { limits: { cpu: 'lots' } } })),
    )
    expect(status).toBe(400)
    expect(body.message).toContain('quantities must match the regular expression')
  })

  test('JSON that is cut off', async () => {
    const { status, body } = await target.client.post(target.of('configmaps'), '{"kind": "ConfigMap", ')
    expect([status, body.reason]).toEqual([400, 'BadRequest'])
  })
})

describe('unknown fields', () => {
  const odd = { ...configMap('odd'), nonsense: 1 }

  test('are refused with 400 when strict', async () => {
    const { status, body } = await target.client.post(`${target.of('configmaps')}?fieldValidation=Strict`, odd)
    expect(status).toBe(400)
    expect(body.message).toContain('strict decoding error: unknown field "nonsense"')
  })

  test('are dropped with a warning by default', async () => {
    const { status, body, headers } = await target.client.post(target.of('configmaps'), odd)
    expect(status).toBe(201)
    expect(body).not.toHaveProperty('nonsense')
    expect(headers['warning']).toContain('unknown field \\"nonsense\\"')
  })
})

describe('what may not be changed', () => {
  test('the selector of a Deployment', async () => {
    await target.client.post(target.of('apps/v1/deployments'), deployment('fixed', { replicas: 0 }))
    const patch = {
      spec: { selector: { matchLabels: { app: 'new' } }, template: { metadata: { labels: { app: 'new' } } } },
    }
    const { status, body } = await target.client.patch(target.of('apps/v1/deployments', 'fixed'), 'merge', patch)
    expect(status).toBe(422)
    expect(body.details.causes[0].field).toBe('spec.selector')
    expect(body.message).toContain('field is immutable')
  })

  test('the template of a Job', async () => {
    await target.client.post(target.of('batch/v1/jobs'), job('fixed', {}, { suspend: true, backoffLimit: 1 }))
    const patch = [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: 'other' }]
    const { status, body } = await target.client.patch(target.of('batch/v1/jobs', 'fixed'), 'json', patch)
    expect(status).toBe(422)
    expect(body.message).toContain('spec.template')
    expect(body.message).toContain('field is immutable')
  })

  test('the address of a Service', async () => {
    const { body } = await target.client.post(target.of('services'), {
      ...service({ ports: [{ port: 80 }] }),
      metadata: { name: 'addressed' },
    })
    expect(body.spec.clusterIP).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
    const patch = { spec: { clusterIP: '10.96.77.77', clusterIPs: ['10.96.77.77'] } }
    const { status } = await target.client.patch(target.of('services', 'addressed'), 'merge', patch)
    expect(status).toBe(422)
  })

  test('the type of a Secret', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'typed' }, stringData: { a: 'b' } }
    await target.client.post(target.of('secrets'), secret)
    const { status } = await target.client.patch(target.of('secrets', 'typed'), 'merge', { type: 'other' })
    expect(status).toBe(422)
  })
})
