import { expect, test } from 'vitest'
import type { ApiRequest, Transport } from '../../src/cluster/transport.ts'
import { forwardService } from '../../src/entry/service-forward.ts'

test('what is asked locally is asked of the service, without credentials of the caller', async () => {
  const asked: ApiRequest[] = []
  const transport: Transport = {
    send: (request) => {
      asked.push(request)
      const body = (async function* () {
        yield Buffer.from('scored')
      })()
      return Promise.resolve({ status: 201, headers: { 'content-type': 'text/plain', connection: 'close' }, body })
    },
    close: () => Promise.resolve(),
  }
  const forward = await forwardService(transport, '/api/v1/namespaces/ml/services/serve/proxy/', 0)
  try {
    const answer = await fetch(`${forward.url}score?x=1`, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json', authorization: 'Bearer mine' },
    })
    expect(answer.status).toBe(201)
    expect(await answer.text()).toBe('scored')
    expect((await fetch(forward.url, { method: 'OPTIONS' })).status).toBe(405)
  } finally {
    await forward.close()
  }
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({
    method: 'POST',
    path: '/api/v1/namespaces/ml/services/serve/proxy/score?x=1',
    headers: { 'content-type': 'application/json' },
  })
  expect(asked[0]?.headers).not.toHaveProperty('authorization')
  expect(Buffer.from(asked[0]?.body ?? '').toString()).toBe('{"a":1}')
})
