import { expect, test } from 'vitest'
import { addressUrl } from '../../src/run/service-url.ts'

const service = (status: object, ports: readonly object[] = [{ port: 8000 }]) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'serve', namespace: 'ml' },
  spec: { ports },
  status,
})

test('a Service without an address in its status has none outside', () => {
  expect(addressUrl(service({ loadBalancer: {} }))).toBeUndefined()
  expect(addressUrl(service({ loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } }, []))).toBeUndefined()
})

test('the address of a load balancer is a host name or an IP, at the port of the Service', () => {
  expect(addressUrl(service({ loadBalancer: { ingress: [{ ip: '10.0.0.1' }] } }))).toBe('http://10.0.0.1:8000')
  expect(addressUrl(service({ loadBalancer: { ingress: [{ hostname: 'lb.example' }] } }))).toBe(
    'http://lb.example:8000',
  )
})

test('an address that says its port, as that of the local cluster does, is taken at its word', () => {
  const ingress = [{ ip: '127.0.0.1', ports: [{ port: 53211, protocol: 'TCP' }] }]
  expect(addressUrl(service({ loadBalancer: { ingress } }))).toBe('http://127.0.0.1:53211')
})
