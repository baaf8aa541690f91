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

test('mounts are told apart by their paths, spreads by what they spread over', () => {
  const mount = (name: string, mountPath: string) => ({ name, mountPath })
  const spread = (topologyKey: string, maxSkew: number) => ({ topologyKey, maxSkew })
  const base = {
    spec: {
      containers: [{ name: 'bodywork', volumeMounts: [mount('data', '/a')] }],
      topologySpreadConstraints: [spread('kubernetes.io/hostname', 1)],
    },
  }
  const over = {
    spec: {
      containers: [{ name: 'bodywork', volumeMounts: [mount('data', '/b')] }],
      topologySpreadConstraints: [spread('topology.kubernetes.io/zone', 2)],
    },
  }
  expect(mergedTemplate(base, over, {})).toMatchObject({
    spec: {
      containers: [{ volumeMounts: [mount('data', '/a'), mount('data', '/b')] }],
      topologySpreadConstraints: [spread('kubernetes.io/hostname', 1), spread('topology.kubernetes.io/zone', 2)],
    },
  })
})
