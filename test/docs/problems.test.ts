import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { problemCodes } from '../../scripts/problem-codes.ts'

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'docs/reference/problems.md'), 'utf8')
const entries = text.split(/^### /m).slice(1)
const { codes, unread } = problemCodes(root)

test('every problem code of the source has an entry in docs/reference/problems.md, and no entry is left over', () => {
  expect(entries.map((entry) => entry.split('\n')[0]).sort()).toEqual(codes)
})

test('every way in which the source puts codes together is known', () => {
  expect(unread).toEqual([])
})

test('every entry says what the code means, gives an example and the cure', () => {
  for (const entry of entries) expect(entry).toMatch(/^[a-z]+\/[a-z0-9-]+\n\n.+\n\n- Example: `.+`\n- Cure: .+\n/)
})

test('no two codes share an anchor', () => {
  const anchors = codes.map((code) => code.replace('/', ''))
  expect(new Set(anchors).size).toBe(codes.length)
})
