import { expect, test } from 'vitest'
import { impersonationHeaders, impersonationOf } from '../../src/connect/impersonation.ts'
import { problemOf } from '../builders-cloud.ts'

test('a user that acts as nobody else needs no headers', () => {
  expect(impersonationOf({ token: 't', as: '', 'as-groups': [], 'as-user-extra': {} })).toBeUndefined()
})

test.each([{ 'as-groups': ['g'] }, { 'as-uid': '7' }, { 'as-user-extra': { a: ['b'] } }])(
  '%j without "as" is a problem',
  async (user) => {
    const problem = await problemOf(Promise.resolve().then(() => impersonationOf(user)))
    expect(problem?.code).toBe('connect/impersonation')
  },
)

test('keys that cannot be names of headers are escaped, and values are written as UTF-8', () => {
  const extra = { 'acme.example/team': ['a', 'b'], '50%': ['c'], größe: ['d'], none: [] }
  expect(impersonationHeaders({ as: 'zoë', groups: [], extra })).toEqual({
    'Impersonate-User': [Buffer.from('zoë').toString('latin1')],
    'Impersonate-Extra-acme.example%2Fteam': ['a', 'b'],
    'Impersonate-Extra-50%25': ['c'],
    'Impersonate-Extra-gr%C3%B6%C3%9Fe': ['d'],
  })
})
