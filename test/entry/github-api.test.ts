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
