import { expect, test } from 'vitest'
import { type Credentials, connectionFor, renewing } from '../../src/connect/connection.ts'

function mint(lifeMs: number | undefined) {
  const clock = { at: 1_000_000, now: () => clock.at }
  const source = {
    clock,
    calls: 0,
    fails: false,
    mint: async (): Promise<Credentials> => {
      source.calls++
      if (source.fails) throw new Error('issuer is down')
      return { token: `token-${source.calls}`, ...(lifeMs === undefined ? {} : { expiresAt: clock.at + lifeMs }) }
    },
  }
  return source
}

test('fifty requests at once make one token', async () => {
  const source = mint(20_000)
  const credentials = renewing(source.mint, source.clock)
  const all = await Promise.all(Array.from({ length: 50 }, () => credentials()))
  expect(new Set(all.map(({ token }) => token))).toEqual(new Set(['token-1']))
  expect(source.calls).toBe(1)
})

test('in ten minutes of fifty requests a second, tokens of 20 s are made once every 16 s', async () => {
  const source = mint(20_000)
  const credentials = renewing(source.mint, source.clock)
  const end = source.clock.at + 600_000
  for (; source.clock.at < end; source.clock.at += 1000) {
    const all = await Promise.all(Array.from({ length: 50 }, () => credentials()))
    expect(all.every(({ expiresAt = 0 }) => expiresAt > source.clock.at)).toBe(true)
  }
  expect(source.calls).toBe(Math.ceil(600_000 / 16_000))
})

test('a token is renewed in the last fifth of its life, while the old one is still handed out', async () => {
  const source = mint(20_000)
  const credentials = renewing(source.mint, source.clock)
  await credentials()
  source.clock.at += 15_999
  expect(await credentials()).toMatchObject({ token: 'token-1' })
  expect(source.calls).toBe(1)
  source.clock.at += 1
  expect(await credentials()).toMatchObject({ token: 'token-1' })
  await Promise.resolve()
  expect(await credentials()).toMatchObject({ token: 'token-2' })
  expect(source.calls).toBe(2)
})

test('an issuer that is down harms nobody until the token lapses', async () => {
  const source = mint(20_000)
  const credentials = renewing(source.mint, source.clock)
  await credentials()
  source.fails = true
  source.clock.at += 19_000
  expect(await credentials()).toMatchObject({ token: 'token-1' })
  source.clock.at += 1_000
  await expect(credentials()).rejects.toThrow('issuer is down')
  source.fails = false
  expect((await credentials()).expiresAt).toBe(source.clock.at + 20_000)
})

test('a token that would lapse on its way is not handed out, unless there is no other', async () => {
  const source = mint(20_000)
  const credentials = renewing(source.mint, source.clock)
  await credentials()
  source.clock.at += 19_001
  source.fails = true
  expect(await credentials()).toMatchObject({ token: 'token-1' })
  source.fails = false
  expect(await Promise.all([credentials(), credentials()])).toMatchObject([{ token: 'token-3' }, { token: 'token-3' }])
  expect(source.calls).toBe(3)
})

test('a token that is born expired is used once and made anew for the next request', async () => {
  const source = mint(-5_000)
  const credentials = renewing(source.mint, source.clock)
  expect(await credentials()).toMatchObject({ token: 'token-1' })
  expect(await credentials()).toMatchObject({ token: 'token-2' })
})

test('a token without expiry is kept until the server refuses it, and then renewed once for all', async () => {
  const source = mint(undefined)
  const credentials = renewing(source.mint, source.clock)
  await credentials()
  source.clock.at += 1e12
  expect(await credentials()).toEqual({ token: 'token-1' })
  await Promise.all([credentials(true), credentials(true), credentials(true)])
  expect(source.calls).toBe(2)
})

test('a cluster of a cloud becomes a connection that describes itself without secrets', async () => {
  const connection = connectionFor(
    {
      server: 'https://example.test',
      ca: 'pem',
      token: async () => ({ token: 'secret', expiresAt: 9e15 }),
      description: 'EKS cluster prod',
      notes: [],
    },
    { now: () => 0 },
  )
  expect(await connection.credentials()).toEqual({ token: 'secret', expiresAt: 9e15 })
  expect(connection.describe()).toBe('EKS cluster prod')
  expect(connection.ca).toBe('pem')
})
