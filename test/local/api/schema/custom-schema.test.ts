import { expect, test } from 'vitest'
import { fitToSchema } from '../../../../src/local/api/schema/custom-schema.ts'

const schema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        size: { type: 'integer', default: 3 },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        parts: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
      },
    },
  },
}
const object = (spec: object) => ({ apiVersion: 'acme.test/v1', kind: 'Model', metadata: { name: 'a' }, spec })

test('fields the schema does not know go, and are named', () => {
  const { object: kept, unknown } = fitToSchema(schema, object({ size: 1, other: 2, parts: [{ name: 'a', odd: 1 }] }))
  expect(kept).toEqual(object({ size: 1, parts: [{ name: 'a' }] }))
  expect(unknown).toEqual(['spec.other', 'spec.parts[0].odd'])
})

test('free parts and maps keep their fields, and defaults are filled in', () => {
  const spec = { free: { any: [1] }, labels: { a: 'b' } }
  expect(fitToSchema(schema, object(spec))).toEqual({ object: object({ ...spec, size: 3 }), unknown: [] })
})

test('without a schema everything stays', () => {
  expect(fitToSchema(undefined, object({ other: 2 }))).toEqual({ object: object({ other: 2 }), unknown: [] })
})
