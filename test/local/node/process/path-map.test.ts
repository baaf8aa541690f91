import { expect, test } from 'vitest'
import { pathMap } from '../../../../src/local/node/process/path-map.ts'

const map = pathMap([
  { inside: '/data', outside: '/pod/v/data' },
  { inside: '/data/deep', outside: '/pod/v/deep' },
  { inside: '/dev/termination-log', outside: '/pod/last' },
])

test.each([
  ['/data', '/pod/v/data'],
  ['/data/x.csv', '/pod/v/data/x.csv'],
  ['/data/deep/x', '/pod/v/deep/x'],
  ['--out=/data/x', '--out=/pod/v/data/x'],
  ['PATH=/data/bin:/data/deep/bin', 'PATH=/pod/v/data/bin:/pod/v/deep/bin'],
  ['cat "/data/a b" > /dev/termination-log', 'cat "/pod/v/data/a b" > /pod/last'],
  ['{"path":"/data/x"}', '{"path":"/pod/v/data/x"}'],
])('%s becomes %s', (text, expected) => {
  expect(map(text)).toBe(expected)
})

test.each(['/database', '/other/data', 'http://host/data', 'file:///data', '/data-2/x', 'data'])('%s stays', (text) => {
  expect(map(text)).toBe(text)
})

test('a mount at the root is not mapped', () => {
  expect(pathMap([{ inside: '/', outside: '/pod' }])('/etc')).toBe('/etc')
})
