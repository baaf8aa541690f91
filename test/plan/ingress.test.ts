import { expect, test } from 'vitest'
import { ingressFor } from '../../src/plan/ingress.ts'
import { field } from '../../src/plan/objects.ts'
import { aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'

const context = { pipeline: aPipeline({ namespace: 'ml' }), facts: someFacts() }
const pathOf = (over: object) => {
  const object = ingressFor(context, aServiceStage(), { annotations: {}, via: 'ingress', ...over })
  return [
    field(object, 'spec', 'ingressClassName'),
    field(object, 'spec', 'rules', 0, 'http', 'paths', 0, 'path'),
    field(object, 'spec', 'rules', 0, 'http', 'paths', 0, 'pathType'),
  ]
}

test("nginx strips the contract's prefix by an expression, which only one type of path may hold", () => {
  expect(pathOf({})).toEqual(['nginx', '/ml/serve(/|$)(.*)', 'ImplementationSpecific'])
  expect(pathOf({ className: 'nginx-internal' })).toEqual([
    'nginx-internal',
    '/ml/serve(/|$)(.*)',
    'ImplementationSpecific',
  ])
})

test('other classes and paths of the user are prefixes', () => {
  expect(pathOf({ className: 'traefik' })).toEqual(['traefik', '/ml/serve', 'Prefix'])
  expect(pathOf({ path: '/score' })).toEqual(['nginx', '/score', 'Prefix'])
})
