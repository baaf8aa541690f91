import { expect, test } from 'vitest'
import { createTypes } from '../../../../src/local/api/schema/field-types.ts'
import { objectFromBinary } from '../../../../src/local/api/schema/protobuf.ts'

type Bytes = readonly number[]

const text = (value: string): Bytes => [...Buffer.from(value)]
const varint = (value: number): Bytes => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)])
const field = (number: number, bytes: Bytes): Bytes => [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes]
const whole = (number: number, value: number): Bytes => [...varint(number * 8), ...varint(value)]
const envelope = (apiVersion: string, kind: string, raw: Bytes) =>
  Uint8Array.from([
    0x6b,
    0x38,
    0x73,
    0,
    ...field(1, [...field(1, text(apiVersion)), ...field(2, text(kind))]),
    ...field(2, raw),
  ])

const types = createTypes()

test('a ConfigMap is read with its name and its map of texts', () => {
  const entry = [...field(1, text('a')), ...field(2, text('ä'))]
  const raw = [...field(1, field(1, text('settings'))), ...field(2, entry)]
  expect(objectFromBinary(types, envelope('v1', 'ConfigMap', raw))).toEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings' },
    data: { a: 'ä' },
  })
})

test('lists, numbers, quantities, ports by name and parts written into their parent are read', () => {
  const limits = field(1, [...field(1, text('cpu')), ...field(2, field(1, text('500m')))])
  const httpGet = [...field(1, text('/ready')), ...field(2, [...whole(1, 1), ...field(3, text('http'))])]
  const probe = [...field(1, field(2, httpGet)), ...whole(2, 5)]
  const container = [
    ...field(1, text('main')),
    ...field(3, text('sh')),
    ...field(3, text('-c')),
    ...field(8, limits),
    ...field(11, probe),
  ]
  const volume = [...field(1, text('keys')), ...field(2, field(6, field(1, text('secret'))))]
  const spec = [...field(1, volume), ...field(2, container), ...whole(4, 0)]
  expect(objectFromBinary(types, envelope('v1', 'Pod', field(2, spec)))).toMatchObject({
    spec: {
      terminationGracePeriodSeconds: 0,
      volumes: [{ name: 'keys', secret: { secretName: 'secret' } }],
      containers: [
        {
          name: 'main',
          command: ['sh', '-c'],
          resources: { limits: { cpu: '500m' } },
          readinessProbe: { httpGet: { path: '/ready', port: 'http' }, initialDelaySeconds: 5 },
        },
      ],
    },
  })
})

test('what has no such head, is cut off or of an unknown kind is a bad request', () => {
  const refused = (bytes: Uint8Array) =>
    expect(() => objectFromBinary(types, bytes)).toThrow(expect.objectContaining({ code: 400 }))
  refused(new Uint8Array())
  refused(envelope('v1', 'ConfigMap', field(1, field(1, text('settings')))).subarray(0, -3))
  refused(envelope('v1', 'Nothing', []))
})
