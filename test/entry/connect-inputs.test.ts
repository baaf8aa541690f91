import { expect, test } from 'vitest'
import { cloudInputs, cloudTarget } from '../../src/entry/connect-inputs.ts'
import { cloudOptions } from '../../src/entry/connect-options.ts'
import { inputs } from '../../src/entry/inputs.ts'

test('command line and action spell the inputs of the providers alike', () => {
  const names = inputs.filter(({ group }) => group === 'where').map(({ name }) => name)
  for (const { name } of cloudInputs) expect(names).toContain(name)
  const spoken = cloudInputs.filter(({ isSecret }) => isSecret !== true)
  expect(cloudOptions.map(({ name }) => name)).toEqual(['provider', ...spoken.map(({ name }) => name)])
})

const given = (said: Record<string, string>) => ({
  text: (name: string) => said[name],
  flag: (name: string) => said[name] === 'true',
})

test('a target holds only what was said', () => {
  const said = { provider: 'eks', cluster: 'prod', 'role-to-assume': 'arn', region: '', admin: 'false' }
  expect(cloudTarget(given(said))).toEqual({ cloud: { provider: 'eks', cluster: 'prod', roleToAssume: 'arn' } })
  expect(cloudTarget(given({}))).toEqual({ cloud: {} })
  expect(cloudTarget(given({ provider: 'auto' }))).toEqual({ cloud: {} })
})

test('lists, pairs and switches are read as people write them', () => {
  const said = { 'allowed-account-ids': '1, 2\n3', 'session-tags': 'team=ml\ncost = a=b,', admin: 'true' }
  expect(cloudTarget(given(said))).toEqual({
    cloud: { allowedAccountIds: ['1', '2', '3'], sessionTags: { team: 'ml', cost: 'a=b' }, asAdmin: true },
  })
})

test('a pair without its value is a problem', () => {
  expect(() => cloudTarget(given({ 'session-tags': 'team' }))).toThrow('"session-tags" cannot hold "team"')
})

test('a secret is an input of the action and no word of the command line', () => {
  expect(inputs.find(({ name }) => name === 'credentials')?.isSecret).toBe(true)
  expect(cloudOptions.some(({ name }) => name === 'credentials')).toBe(false)
})
