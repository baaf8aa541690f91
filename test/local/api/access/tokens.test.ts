import { expect, test } from 'vitest'
import { readToken, signToken } from '../../../../src/local/api/access/tokens.ts'

const key = Buffer.from('a key')

test('a token is read with the key it was signed with, and with no other', () => {
  const token = signToken(key, { sub: 'me' })
  expect(readToken(key, token)).toEqual({ sub: 'me' })
  expect(readToken(Buffer.from('another'), token)).toBeUndefined()
})

test.each(['', 'a.b', 'a.b.c', 'a.b.c.d'])('%j is no token', (text) => {
  expect(readToken(key, text)).toBeUndefined()
})

test('a token whose claims were changed is none', () => {
  const [head, , signature] = signToken(key, { sub: 'me' }).split('.')
  const claims = Buffer.from(JSON.stringify({ sub: 'you' })).toString('base64url')
  expect(readToken(key, `${head}.${claims}.${signature}`)).toBeUndefined()
})
