import { expect, test } from 'vitest'
import { publicName, schemasOf } from '../../../../src/local/api/http/open-api-schemas.ts'
import type { Resource } from '../../../../src/local/api/resource.ts'
import { createResources } from '../../../../src/local/api/resources.ts'
import { createTypes } from '../../../../src/local/api/schema/field-types.ts'

const resources = createResources()
const pod = resources.ofKind('v1', 'Pod')
const schemas = pod === undefined ? {} : schemasOf(createTypes(), [pod])

test.each([
  ['core.v1.Pod', 'io.k8s.api.core.v1.Pod'],
  ['meta.v1.ObjectMeta', 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'],
  ['api.resource.Quantity', 'io.k8s.apimachinery.pkg.api.resource.Quantity'],
  ['apiextensions.v1.JSON', 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON'],
])('the type %s is published as %s', (name, published) => {
  expect(publicName(name)).toBe(published)
})

test('a kind is described with everything it refers to', () => {
  expect(schemas['io.k8s.api.core.v1.Pod']).toMatchObject({
    type: 'object',
    properties: { spec: { allOf: [{ $ref: '#/components/schemas/io.k8s.api.core.v1.PodSpec' }] } },
    'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'Pod' }],
  })
  const text = JSON.stringify(schemas)
  const referred = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? '')
  expect(referred.filter((name) => schemas[name] === undefined)).toEqual([])
})

test('a list says how it is merged, on the server and by a patch', () => {
  expect(schemas['io.k8s.api.core.v1.Container']).toMatchObject({
    required: ['name'],
    properties: {
      ports: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['containerPort', 'protocol'],
        'x-kubernetes-patch-merge-key': 'containerPort',
        'x-kubernetes-patch-strategy': 'merge',
      },
      imagePullPolicy: { type: 'string', enum: ['Always', 'IfNotPresent', 'Never'] },
    },
  })
})

test('a custom kind is described by its own schema', () => {
  const schema = { type: 'object', properties: { spec: { type: 'object', description: 'What to serve.' } } }
  const model: Resource = {
    group: 'acme.test',
    version: 'v1',
    resource: 'models',
    kind: 'Model',
    singular: 'model',
    isNamespaced: true,
    verbs: ['get'],
    shortNames: [],
    categories: [],
    subresources: [],
    storage: 'acme.test/models',
    custom: { storageVersion: 'v1', schema, columns: [] },
  }
  expect(schemasOf(createTypes(), [model])['acme.test.v1.Model']).toMatchObject({
    properties: { spec: { description: 'What to serve.' }, metadata: { allOf: [{}] } },
  })
})
