import { expect, test } from 'vitest'
import { cloudInputs, cloudTarget } from '../../src/entry/connect-inputs.ts'
import { cloudOptions } from '../../src/entry/connect-options.ts'
import { inputs } from '../../src/entry/inputs.ts'

test('command line and action spell the inputs of the providers alike', () => {
  const names = inputs.filter(({ group }) => group === 'where').map(({ name }) => name)
  for (const [name] of cloudInputs) expect(names).toContain(name)
  expect(cloudOptions.map(({ name }) => name)).toEqual(['provider', ...cloudInputs.map(([name]) => name)])
})

test('a target holds only what was said', () => {
  const said: Record<string, string> = { provider: 'eks', cluster: 'prod', 'role-to-assume': 'arn', region: '' }
  expect(cloudTarget((name) => said[name])).toEqual({
    cloud: { provider: 'eks', cluster: 'prod', roleToAssume: 'arn' },
  })
  expect(cloudTarget(() => undefined)).toEqual({ cloud: {} })
  expect(cloudTarget((name) => (name === 'provider' ? 'auto' : undefined))).toEqual({ cloud: {} })
})
