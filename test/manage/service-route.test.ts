import { expect, test } from 'vitest'
import { routeOf } from '../../src/manage/service-route.ts'

const ingress = (spec: object, status: object = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'serve' },
  spec,
  status,
})
const rule = (path: string, host?: string) => ({ ...(host === undefined ? {} : { host }), http: { paths: [{ path }] } })

test.each([
  ['/ml/serve/', ingress({ rules: [rule('/ml/serve(/|$)(.*)')] })],
  [
    'http://1.2.3.4/ml/serve/',
    ingress({ rules: [rule('/ml/serve(/|$)(.*)')] }, { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } }),
  ],
  ['https://a.example.com/iris', ingress({ rules: [rule('/iris', 'a.example.com')], tls: [{}] })],
  [
    'http://b.example.com/x',
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'serve' },
      spec: { hostnames: ['b.example.com'], rules: [{ matches: [{ path: { value: '/x' } }] }] },
    },
  ],
])('the way in is %s', (url, route) => {
  expect(routeOf(route)).toBe(url)
})
