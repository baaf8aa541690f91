import { expect, test } from 'vitest'
import { contextNames, contextOf, text } from '../../src/connect/kubeconfig-context.ts'
import { mergedKubeconfig } from '../../src/connect/kubeconfig-merge.ts'

const config = mergedKubeconfig([
  {
    content: {
      clusters: [{ name: 'c', cluster: { server: 'https://k8s.example.test/', 'certificate-authority': '/ca.pem' } }],
      users: [{ name: 'u', user: { token: 't' } }, { name: 'bare' }],
      contexts: [
        { name: 'x', context: { cluster: 'c', user: 'u', namespace: 'ml' } },
        { name: 'loose', context: { cluster: 'none', user: 'none' } },
        { name: 'bare', context: { cluster: 'c', user: 'bare' } },
        { name: 'empty' },
      ],
      'current-context': 'x',
    },
  },
])

test('a context leads to its cluster, its user and its namespace', () => {
  expect(contextOf(config)).toEqual({
    cluster: { server: 'https://k8s.example.test', skipTLSVerify: false, caFile: '/ca.pem' },
    user: { name: 'u', fields: { token: 't' } },
    namespace: 'ml',
  })
  expect(contextNames(config)).toEqual(['x', 'loose', 'bare', 'empty'])
})

test('what a context names and the kubeconfig has not is absent', () => {
  expect(contextOf(config, 'loose')).toEqual({})
  expect(contextOf(config, 'empty')).toEqual({})
  expect(contextOf(config, 'elsewhere')).toEqual({})
  expect(contextOf(config, 'bare').user).toEqual({ name: 'bare', fields: {} })
  expect(contextOf({ ...config, 'current-context': '' })).toEqual({})
})

test('an empty text is none', () => {
  expect([text(''), text('a'), text(1), text(null)]).toEqual([undefined, 'a', undefined, undefined])
})
