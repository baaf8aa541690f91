import { expect, test } from 'vitest'
import { outdated } from '../scripts/generate.ts'

test('generated files are what their generators write', () => {
  expect(outdated()).toEqual([])
})
