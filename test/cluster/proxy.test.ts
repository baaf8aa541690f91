import { expect, test } from 'vitest'
import { agentProxy, proxyFor } from '../../src/cluster/proxy.ts'

const proxy = 'http://proxy.internal:3128'
const through = (url: string, env: Readonly<Record<string, string>>) => proxyFor(new URL(url), env)

test.each([
  ['https://kube.acme.example', { HTTPS_PROXY: proxy }, proxy],
  ['https://kube.acme.example', { https_proxy: proxy }, proxy],
  ['https://kube.acme.example', { HTTPS_PROXY: '', https_proxy: proxy }, proxy],
  ['https://kube.acme.example', { HTTPS_PROXY: 'proxy.internal:3128' }, proxy],
  ['https://kube.acme.example', { HTTP_PROXY: proxy }, undefined],
  ['http://kube.acme.example', { HTTP_PROXY: proxy }, proxy],
  ['http://kube.acme.example', { HTTPS_PROXY: proxy }, undefined],
  ['https://kube.acme.example', {}, undefined],
])('%s with %j goes through %s', (url, env, expected) => {
  expect(through(url, env)).toBe(expected)
})

test.each(['https://localhost:6443', 'https://api.localhost', 'https://127.0.0.1:6443', 'https://[::1]:6443'])(
  'no proxy leads back to this machine: %s',
  (url) => {
    expect(through(url, { HTTPS_PROXY: proxy })).toBeUndefined()
  },
)

test.each([
  ['https://kube.acme.example', 'acme.example'],
  ['https://acme.example', 'acme.example'],
  ['https://kube.acme.example', '.acme.example'],
  ['https://kube.acme.example', '*.acme.example'],
  ['https://KUBE.acme.example', 'a.example, Kube.Acme.Example'],
  ['https://kube.acme.example:6443', 'kube.acme.example:6443'],
  ['https://kube.acme.example', 'kube.acme.example:443'],
  ['https://kube.acme.example', '*'],
  ['https://10.1.2.3:6443', '10.0.0.0/8'],
  ['https://10.1.2.3:6443', '10.1.2.3'],
  ['https://10.1.2.3:6443', '10.1.2.3:6443'],
  ['https://[fd00::5]', 'fd00::/8'],
  ['https://[fd00::5]', '[fd00::5]:443'],
])('%s is reached directly with NO_PROXY=%s', (url, list) => {
  expect(through(url, { HTTPS_PROXY: proxy, NO_PROXY: list })).toBeUndefined()
  expect(through(url, { HTTPS_PROXY: proxy, no_proxy: list })).toBeUndefined()
})

test.each([
  ['https://acme.example', '.acme.example'],
  ['https://otheracme.example', 'acme.example'],
  ['https://kube.acme.example:6443', 'kube.acme.example:443'],
  ['https://11.1.2.3', '10.0.0.0/8'],
  ['https://10.1.2.3', '2.3'],
  ['https://10.1.2.3', '10.0.0.0/99,nonsense/8,/8'],
  ['https://[fc00::5]', '10.0.0.0/8'],
])('%s is not what NO_PROXY=%s means', (url, list) => {
  expect(through(url, { HTTPS_PROXY: proxy, NO_PROXY: list })).toBe(proxy)
})

test('an agent is told the proxy that was found, and no list of its own', () => {
  expect(agentProxy(undefined)).toEqual({})
  expect(agentProxy(proxy)).toEqual({ HTTP_PROXY: proxy, HTTPS_PROXY: proxy })
})
