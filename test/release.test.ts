import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { actionProblems } from '../scripts/action-check.ts'
import { changelogProblems, schemaProblems } from '../scripts/release-check.ts'

const action = () => parse(readFileSync('action.yml', 'utf8'))

test('action.yml is what the metadata syntax of GitHub allows', () => {
  expect(actionProblems(action())).toEqual([])
})

test.each([
  [{ runs: { using: 'node16', main: 'x' } }, 'runs.using cannot be node16'],
  [{ branding: { icon: 'layers', color: 'pink' } }, 'none of the nine'],
  [{ inputs: { 'a b': { description: 'x' } } }, 'the name is not allowed'],
  [{ inputs: { a: { description: 'x', type: 'string' } } }, 'unknown key "type"'],
  [{ inputs: { a: { description: 'x', default: true } } }, 'default is no text'],
  [{ outputs: { a: {} } }, 'outputs.a.description is missing'],
  [{ permissions: {} }, 'unknown key "permissions"'],
])('%j is found', (change, message) => {
  expect(actionProblems({ ...action(), ...change }).join('\n')).toContain(message)
})

test('a release has a dated section in the changelog', () => {
  const text = '# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-01-05\n'
  expect(changelogProblems(text, '1.2.0')).toEqual([])
  expect(changelogProblems(text, '1.3.0')).toEqual(['CHANGELOG.md has no section "1.3.0"'])
  expect(changelogProblems('## [1.2.0]\n')).toHaveLength(2)
  expect(changelogProblems(readFileSync('CHANGELOG.md', 'utf8'))).toEqual([])
})

test('the id of the schema is the one that editors know', () => {
  expect(schemaProblems(JSON.parse(readFileSync('schema/bodywork.schema.json', 'utf8')))).toEqual([])
  expect(schemaProblems({ $id: 'x' })).toHaveLength(2)
})
