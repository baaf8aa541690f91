import { expect, test } from 'vitest'
import { storedJson } from '../../src/connect/stored-credential.ts'

test('a stored credential is JSON, or base64 of it', () => {
  const json = '{"type": "service_account"}'
  expect(storedJson(json)).toBe(json)
  expect(storedJson(`${Buffer.from(json).toString('base64')}\n`)).toBe(json)
  expect(storedJson('ya29.an-access-token')).toBeUndefined()
  expect(storedJson(`${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.c2ln`)).toBeUndefined()
  expect(storedJson('')).toBeUndefined()
})
