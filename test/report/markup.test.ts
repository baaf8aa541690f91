import { expect, test } from 'vitest'
import { cellCode, code, fenced, inline } from '../../src/report/markdown-text.ts'
import { xmlText } from '../../src/report/markup.ts'

test('XML gets no markup, no controls and no broken characters', () => {
  expect(xmlText('<a b="c">&\u0000\u001b[31m\ud800')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;')
})

test('code spans and fences are longer than any run of backticks inside', () => {
  expect(code('a``b')).toBe('```a``b```')
  expect(code('`')).toBe('`` ` ``')
  expect(cellCode('a|b')).toBe('`a\\|b`')
  expect(fenced(['````'])).toBe('`````text\n````\n`````')
})

test('inline text loses its markup and its line ends', () => {
  expect(inline('*a*\n# b & <c>')).toBe('\\*a\\* \\# b &amp; &lt;c&gt;')
})
