import { expect, test } from 'vitest'
import { applyStrategicPatch } from '../../../../src/local/api/patch/strategic-merge.ts'
import { createTypes } from '../../../../src/local/api/schema/field-types.ts'

const types = createTypes()
const spec = () => ({
  containers: [
    { name: 'main', image: 'web:1', env: [{ name: 'A', value: '1' }], ports: [{ containerPort: 80 }], args: ['x'] },
    { name: 'side', image: 'side:1' },
  ],
  nodeSelector: { disk: 'fast' },
})

test.each([
  ['a field of one container', { containers: [{ name: 'main', image: 'web:2' }] }, ['web:2', 'side:1']],
  ['another container', { containers: [{ name: 'new', image: 'new:1' }] }, ['web:1', 'side:1', 'new:1']],
  ['a container less', { containers: [{ $patch: 'delete', name: 'side' }] }, ['web:1']],
  ['all containers', { containers: [{ $patch: 'replace' }, { name: 'only', image: 'only:1' }] }, ['only:1']],
  [
    'their order',
    { '$setElementOrder/containers': [{ name: 'side' }, { name: 'main' }], containers: [] },
    ['side:1', 'web:1'],
  ],
])('%s', (_what, patch, images) => {
  const patched = applyStrategicPatch(types, 'core.v1.PodSpec', spec(), patch)
  expect(patched).toMatchObject({ containers: images.map((image) => ({ image })) })
  expect(patched['containers']).toHaveLength(images.length)
})

test('lists in lists merge by their own keys, plain ones are replaced, null takes away', () => {
  const main = {
    name: 'main',
    env: [{ name: 'B', value: '2' }],
    ports: [{ containerPort: 80, name: 'http' }],
    args: [],
  }
  const patch = { containers: [main], nodeSelector: null }
  expect(applyStrategicPatch(types, 'core.v1.PodSpec', spec(), patch)).toEqual({
    containers: [
      {
        name: 'main',
        image: 'web:1',
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '2' },
        ],
        ports: [{ containerPort: 80, name: 'http' }],
        args: [],
      },
      { name: 'side', image: 'side:1' },
    ],
  })
})

test.each([
  ['an item without its key', { containers: [{ image: 'web:2' }] }, 'does not contain declared merge key: name'],
  ['a directive nobody knows', { $patch: 'swap' }, 'unknown patch directive "swap"'],
])('%s is refused', (_what, patch, why) => {
  expect(() => applyStrategicPatch(types, 'core.v1.PodSpec', spec(), patch)).toThrow(why)
})
