import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { githubApi } from '../../src/entry/github-api.ts'

test('a question is asked again when the server stumbles, a change is not', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.method ?? '')
    response.writeHead(502)
    response.end('bad gateway')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const api = githubApi({ GITHUB_API_URL: `http://127.0.0.1:${port}/` }, 't')
  expect(await api('GET', '/x')).toEqual({ status: 502, body: undefined })
  expect((await api('POST', '/x', {})).status).toBe(502)
  expect(asked).toEqual(['GET', 'GET', 'GET', 'POST'])
  server.closeAllConnections()
  server.close()
})

test('a server in the network is asked through the proxy, unless NO_PROXY names it', async () => {
  const asked: string[] = []
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end('{}')
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  const env = { GITHUB_API_URL: 'http://github.invalid/api/v3', http_proxy: `127.0.0.1:${port}` }
  expect(await githubApi(env, 't')('POST', '/x', {})).toEqual({ status: 200, body: {} })
  expect((await githubApi({ ...env, NO_PROXY: 'invalid' }, 't')('POST', '/x', {})).status).toBe(0)
  expect(asked).toEqual(['http://github.invalid/api/v3/x'])
  proxy.closeAllConnections()
  proxy.close()
})
