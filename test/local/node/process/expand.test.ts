import { expect, test } from 'vitest'
import { expand } from '../../../../src/local/node/process/expand.ts'

test('known names are replaced, unknown ones and shell variables stay, two dollars are one', () => {
  expect(expand('$(A)-$(B) $A ${A} $$(A)', { A: 'x' })).toBe('x-$(B) $A ${A} $(A)')
})
