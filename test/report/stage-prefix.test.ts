import { expect, test } from 'vitest'
import { stagePrefix } from '../../src/report/stage-prefix.ts'

test('without colour a prefix is the name and a bar', () => {
  const prefix = stagePrefix(false)
  expect([prefix('train'), prefix(undefined)]).toEqual(['train | ', 'bodywork | '])
})

test('each stage keeps a colour of its own', () => {
  const prefix = stagePrefix(true)
  const first = prefix('train')
  expect(first).toMatch(/^\u001b\[\d+mtrain\u001b\[0m \| $/)
  expect(prefix('serve').replace('serve', 'train')).not.toBe(first)
  expect(prefix('train')).toBe(first)
})
