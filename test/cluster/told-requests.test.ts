import { expect, test } from 'vitest'
import { toldRequests } from '../../src/cluster/told-requests.ts'
import type { Transport } from '../../src/cluster/transport.ts'

const request = {
  method: 'POST',
  path: '/api/v1/secrets',
  headers: { authorization: 'Bearer s3cret' },
  body: 's3cret',
} as const

function told(send: Transport['send']) {
  const lines: string[] = []
  let at = 0
  const inner: Transport = { send, close: () => Promise.resolve() }
  return {
    lines,
    transport: toldRequests(
      inner,
      (text) => void lines.push(text),
      () => (at += 5),
    ),
  }
}

test('a request is told by method, path, status and time, and by nothing else', async () => {
  const body = (async function* () {})()
  const { lines, transport } = told(() => Promise.resolve({ status: 201, headers: {}, body }))
  await transport.send(request)
  expect(lines).toEqual(['POST /api/v1/secrets: 201 in 5 ms'])
})

test('a request that fails is told too, and its error goes on', async () => {
  const { lines, transport } = told(() => Promise.reject(new TypeError('s3cret')))
  await expect(transport.send(request)).rejects.toThrow('s3cret')
  expect(lines).toEqual(['POST /api/v1/secrets: TypeError in 5 ms'])
})
