import { expect, test } from 'vitest'
import { mergedTemplate } from '../../src/plan/template-merge.ts'

const template = {
  metadata: { labels: { stage: 'a' } },
  spec: {
    containers: [{ name: 'bodywork', image: 'i', env: [{ name: 'A', value: '1' }] }],
    dnsPolicy: 'Default',
    tolerations: [{ key: 'x' }],
  },
}

test('without fields of the user the template stays as it is', () => {
  expect(mergedTemplate(template, undefined, {})).toEqual(template)
})

test('named items merge by name, other lists are replaced, null removes, and our labels stay', () => {
  const over = {
    metadata: { labels: { stage: 'other', team: 't' } },
    spec: {
      containers: [
        { name: 'bodywork', env: [{ name: 'B', value: '2' }] },
        { name: 'proxy', image: 'p' },
      ],
      dnsPolicy: null,
      tolerations: [{ key: 'y' }],
    },
  }
  expect(mergedTemplate(template, over, { stage: 'a' })).toEqual({
    metadata: { labels: { stage: 'a', team: 't' } },
    spec: {
      containers: [
        {
          name: 'bodywork',
          image: 'i',
          env: [
            { name: 'A', value: '1' },
            { name: 'B', value: '2' },
          ],
        },
        { name: 'proxy', image: 'p' },
      ],
      tolerations: [{ key: 'y' }],
    },
  })
})
