import { expect, test } from 'vitest'
import { lineDiff } from '../../src/entry/line-diff.ts'

test('changes are shown in the unified format with three lines of context', () => {
  const lines = Array.from({ length: 12 }, (_, n) => `${n}`)
  const after = lines.with(5, 'five').concat('12')
  expect(lineDiff(`${lines.join('\n')}\n`, `${after.join('\n')}\n`, 'f')).toBe(
    '--- a/f\n+++ b/f\n@@ -3,10 +3,11 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n 9\n 10\n 11\n+12\n',
  )
})

test('equal texts have no difference, a new file is all additions', () => {
  expect(lineDiff('a\n', 'a\n', 'f')).toBe('')
  expect(lineDiff('', 'a\nb\n', 'f')).toBe('--- a/f\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n')
})
