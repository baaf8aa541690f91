import { expect, test } from 'vitest'
import { parseSecretLines } from '../../src/entry/secret-lines.ts'

test('lines and blocks become secrets', () => {
  const text = '# comment\ns3.ACCESS_KEY=a=b\n\nssh.key<<EOF\nline 1\nline 2\nEOF\ns3.SECRET=c\n'
  expect(parseSecretLines(text)).toMatchObject({
    ok: true,
    value: { s3: { ACCESS_KEY: 'a=b', SECRET: 'c' }, ssh: { key: 'line 1\nline 2' } },
  })
})

test('mistakes are told by line and never by value', () => {
  const result = parseSecretLines('hunter2\na.b=\nx.y<<END\nhunter3')
  expect(result.ok).toBe(false)
  expect(result.problems.map((problem) => problem.message)).toEqual([
    'line 1 of the input "secrets" is not NAME.KEY=VALUE or NAME.KEY<<END',
    'line 2 of the input "secrets" gives a.b no value',
    'line 3 of the input "secrets" opens a block that no line ends',
  ])
  expect(JSON.stringify(result)).not.toContain('hunter')
})
