import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { actionYml } from '../scripts/action-yml.ts'

test('action.yml is what the table of inputs says; "npm run generate" writes it', () => {
  expect(readFileSync('action.yml', 'utf8')).toBe(actionYml())
})
