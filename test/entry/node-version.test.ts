import { expect, test } from 'vitest'
import { tooOldNode } from '../../src/entry/node-version.ts'

test('a Node that is too old is told in words, with a way to get another', () => {
  expect(tooOldNode('20.20.2')).toContain('needs Node 24 or newer, and this is Node 20.20.2')
  expect(tooOldNode('20.20.2')).toContain('npx --package node@24')
})

test('the Node of the runners and newer ones are fine', () => {
  expect(tooOldNode('24.0.0')).toBeUndefined()
  expect(tooOldNode('100.1.0')).toBeUndefined()
})
