import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { httpsTransport } from '../../src/cluster/https-transport.ts'

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('headers of a connection go with every request, one line for each value, whatever the request says', async () => {
  const server = await serving(({ headersDistinct }, response) => response.end(JSON.stringify(headersDistinct)))
  const headers = { 'Impersonate-User': [Buffer.from('zoë').toString('latin1')], 'Impersonate-Group': ['ml', 'ops'] }
  const transport = httpsTransport({ server, headers, credentials: () => Promise.resolve({ token: 't' }) })
  const own = { 'impersonate-user': 'another', accept: 'application/json' }
  const answer = await transport.send({ method: 'GET', path: '/', headers: own })
  const seen = JSON.parse(JSON.stringify(await json(answer.body)))
  await transport.close()
  expect(seen).toMatchObject({
    authorization: ['Bearer t'],
    accept: ['application/json'],
    'impersonate-group': ['ml', 'ops'],
  })
  expect(seen['impersonate-user'].map((name: string) => Buffer.from(name, 'latin1').toString())).toEqual(['zoë'])
})
