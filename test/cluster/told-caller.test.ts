import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { toldCaller } from '../../src/cluster/told-caller.ts'
import type { Transport } from '../../src/cluster/transport.ts'

const who = 'signed in as arn:aws:sts::1:assumed-role/deploy/x'

function answering(status: number, body: unknown): Transport {
  return {
    send: () =>
      Promise.resolve({
        status,
        headers: { 'content-type': 'application/json' },
        body: (async function* () {
          yield Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
        })(),
      }),
    close: () => Promise.resolve(),
  }
}

async function said(status: number, body: unknown, caller = () => Promise.resolve<string | undefined>(who)) {
  const response = await toldCaller(answering(status, body), caller).send({ method: 'GET', path: '/', headers: {} })
  return { status: response.status, text: await text(response.body) }
}

const forbidden = { reason: 'Forbidden', message: 'pods is forbidden: User "x" cannot list resource "pods"' }

test.each([
  [401, { message: 'Unauthorized' }, `Unauthorized (${who})`],
  [403, forbidden, `${forbidden.message} (${who})`],
])('a refusal with %i says who we are', async (status, body, message) => {
  const answer = await said(status, body)
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.text)).toEqual({ ...body, message })
})

test.each<[string, number, unknown]>([
  ['an answer that is no refusal', 404, { message: 'not found' }],
  ['a quota', 403, { message: 'exceeded quota: q' }],
  ['a page of a proxy', 403, '<html>'],
])('%s stays as it is, and nobody is asked', async (_name, status, body) => {
  let asked = 0
  const answer = await said(status, body, () => {
    asked++
    return Promise.resolve(who)
  })
  expect(answer.text).toBe(typeof body === 'string' ? body : JSON.stringify(body))
  expect(asked).toBe(0)
})

test('a cloud that does not tell changes nothing, and is asked once', async () => {
  let asked = 0
  const transport = toldCaller(answering(403, forbidden), () => {
    asked++
    return Promise.reject(new Error('no'))
  })
  for (const path of ['/a', '/b']) {
    const response = await transport.send({ method: 'GET', path, headers: {} })
    expect(JSON.parse(await text(response.body))).toEqual(forbidden)
  }
  expect(asked).toBe(1)
})
