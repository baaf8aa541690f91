import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { causes } from '../../../src/run/diagnosis/causes.ts'

test('the documentation lists every cause with its class and cure', () => {
  const text = readFileSync('docs/explanation/verdicts.md', 'utf8')
  const rows = [...text.matchAll(/^\| `([^`]+)` \| (\w+) \| [^|]+ \| ([^|]+) \|$/gm)]
  const documented = rows.map(([, word, who, cure]) => ({ word, class: who, cure }))
  expect(documented).toEqual(Object.entries(causes).map(([word, row]) => ({ word, ...row })))
})
