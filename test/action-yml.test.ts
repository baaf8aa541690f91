import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { actionYml } from '../scripts/action-yml.ts'
import { schemaProblems } from './metadata/template-schema.ts'

test('action.yml is what the table of inputs says; "npm run generate" writes it', () => {
  expect(readFileSync('action.yml', 'utf8')).toBe(actionYml())
})

const action = parse(readFileSync('action.yml', 'utf8'))

test('action.yml is valid by the strict schema that GitHub publishes', () => {
  expect(schemaProblems(action, 'action-root-strict')).toEqual([])
})

test('that schema would find what is wrong', () => {
  const runs = { ...action.runs, using: 'node99' }
  expect(schemaProblems({ ...action, runs }, 'action-root-strict').join()).toContain('/runs/using cannot be "node99"')
  expect(schemaProblems({ ...action, branding: { icon: 'nothing' } }, 'action-root-strict')).toContain(
    '/branding/icon cannot be "nothing"',
  )
  expect(schemaProblems({ ...action, description: undefined }, 'action-root-strict')).toContain(
    '/description is missing',
  )
  const inputs = { ...action.inputs, config: { required: 'no' } }
  expect(schemaProblems({ ...action, inputs }, 'action-root-strict')).toContain(
    '/inputs/config/required is not boolean',
  )
})
