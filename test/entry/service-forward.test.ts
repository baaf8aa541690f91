import { expect, test } from 'vitest'
import type { ApiRequest, ApiResponse, Transport } from '../../src/cluster/transport.ts'
import { forwardService } from '../../src/entry/service-forward.ts'
import type { Clock } from '../../src/run/ports.ts'

const path = '/api/v1/namespaces/ml/services/serve/proxy/'

async function* bodyOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text)
}

/** A clock on which every wait is over at once. */
function clock(): Clock {
  let now = 0
  return {
    now: () => now,
    sleep: (ms) => {
      now += ms
      return Promise.resolve()
    },
  }
}

const refusal = (message: string): ApiResponse => ({
  status: 503,
  headers: { 'content-type': 'application/json' },
  body: bodyOf(JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code: 503 })),
})

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
  const forward = await forwardService({ transport, clock: clock() }, path, 0)
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

/** What a request gets when the cluster gives these answers, and how often the cluster was asked. */
async function asked(answers: readonly (() => ApiResponse)[], init: RequestInit = {}) {
  let count = 0
  const transport: Transport = {
    send: () => Promise.resolve((answers[count++] ?? answers.at(-1) ?? (() => refusal('none')))()),
    close: () => Promise.resolve(),
  }
  const forward = await forwardService({ transport, clock: clock() }, path, 0)
  try {
    const answer = await fetch(forward.url, init)
    return { status: answer.status, text: await answer.text(), length: answer.headers.get('x-rows'), count }
  } finally {
    await forward.close()
  }
}

const fine = (): ApiResponse => ({ status: 200, headers: { 'x-rows': '3' }, body: bodyOf('scored') })

test('HEAD gets the headers of the service and no body', async () => {
  expect(await asked([fine], { method: 'HEAD' })).toEqual({ status: 200, text: '', length: '3', count: 1 })
})

test('while no pod is ready it is asked again, whatever the method', async () => {
  const empty = () => refusal('no endpoints available for service "serve"')
  const told = await asked([empty, empty, fine], { method: 'POST', body: '{}' })
  expect(told).toMatchObject({ status: 200, text: 'scored', count: 3 })
})

test('a service that stays away is one clear sentence', async () => {
  const told = await asked([() => refusal('no endpoints available for service "serve"')])
  expect(told.status).toBe(503)
  expect(told.text).toBe(
    'no pod of the service is ready (the API server says: no endpoints available for service "serve"); see "bodywork status" for the reason\n',
  )
  expect(told.count).toBeGreaterThan(10)
})

test('what a pod may have seen is not asked again', async () => {
  const told = await asked([() => refusal('error trying to reach service: EOF')], { method: 'POST', body: '{}' })
  expect(told).toMatchObject({ status: 503, count: 1 })
  expect(told.text).toContain('the cluster did not reach a pod of the service')
})

test('a 503 of the service itself is passed on as it is', async () => {
  const own = (): ApiResponse => ({
    status: 503,
    headers: { 'content-type': 'application/json' },
    body: bodyOf('{"error":"model not loaded"}'),
  })
  expect(await asked([own])).toMatchObject({ status: 503, text: '{"error":"model not loaded"}', count: 1 })
})
