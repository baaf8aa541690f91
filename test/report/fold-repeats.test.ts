import { expect, test } from 'vitest'
import { foldRepeats } from '../../src/report/fold-repeats.ts'

test('a traceback that came three times is told once', () => {
  const traceback = ['Traceback:', '  line 1', 'ValueError']
  expect(foldRepeats(['starting', ...traceback, ...traceback, ...traceback, 'end'])).toEqual([
    'starting',
    ...traceback,
    '… these 3 lines 3 times',
    'end',
  ])
})

test('one line that came often is told once', () => {
  expect(foldRepeats(['waiting', 'waiting', 'waiting', 'waiting'])).toEqual(['waiting', '… this line 4 times'])
})

test('what is not shorter afterwards stays', () => {
  expect(foldRepeats(['a', 'a', 'b'])).toEqual(['a', 'a', 'b'])
  expect(foldRepeats(['a', 'b', 'c', 'a'])).toEqual(['a', 'b', 'c', 'a'])
  expect(foldRepeats([])).toEqual([])
})

test('fifty thousand equal lines take no time', () => {
  expect(foldRepeats(Array.from({ length: 50_000 }, () => 'x'))).toEqual(['x', '… this line 50000 times'])
})
