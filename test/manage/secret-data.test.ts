import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { envLines, parsePair, readSecretData, type SecretSources } from '../../src/manage/secret-data.ts'

const none: SecretSources = { pairs: [], files: [], variables: [], envFiles: [] }
const reader = {
  file: (path: string) => Promise.resolve(path === 'keys/ca.pem' ? Buffer.from([0, 255]) : undefined),
  variable: (name: string) => ({ TOKEN: 't0ken', EMPTY: '' })[name],
  stdin: () => Promise.resolve('A=1\nB="two\\nlines"\n'),
}
const read = (sources: Partial<SecretSources>) => readSecretData({ ...none, ...sources }, reader)

const verdicts: Readonly<Record<string, { readonly ok: boolean; readonly value?: Record<string, string> }>> =
  JSON.parse(readFileSync('test/conformance/functions.json', 'utf8')).secret_data

test.each(Object.entries(verdicts))('the pairs %s are read as they always were', (words, verdict) => {
  const pairs: readonly string[] = JSON.parse(words)
  const parsed = pairs.map(parsePair)
  expect(parsed.every((pair) => pair !== undefined)).toBe(verdict.ok)
  if (verdict.ok) expect(Object.fromEntries(parsed.filter((pair) => pair !== undefined))).toEqual(verdict.value)
})

test.each<[Partial<SecretSources>, Record<string, string>]>([
  [{ pairs: ['A=b=c'] }, { A: 'b=c' }],
  [{ variables: ['TOKEN', 'KEY=TOKEN'] }, { TOKEN: 't0ken', KEY: 't0ken' }],
  [{ envFiles: ['-'] }, { A: '1', B: 'two\nlines' }],
  [{ files: ['X=-'] }, { X: 'A=1\nB="two\\nlines"\n' }],
])('%j gives values', async (sources, expected) => {
  const result = await read(sources)
  expect(result.ok && Object.fromEntries([...result.value].map(([key, value]) => [key, value.toString()]))).toEqual(
    expected,
  )
})

test('a file is kept byte by byte under its base name', async () => {
  const result = await read({ files: ['keys/ca.pem'] })
  expect(result.ok && [...(result.value.get('ca.pem') ?? [])]).toEqual([0, 255])
})

test('every mistake is told at once, and no value is', async () => {
  const result = await read({
    pairs: ['hunter2', 'A=', 'A B=hunter2'],
    files: ['none', '-'],
    variables: ['EMPTY', 'NOT'],
    envFiles: ['none'],
  })
  expect(result.ok).toBe(false)
  expect(result.problems.map(({ message }) => message)).toEqual([
    '--data number 1 is not KEY=VALUE',
    'the value of A is empty',
    '"A B" cannot be a key',
    'the file "none" cannot be read',
    '--from-file - needs a key',
    'the value of EMPTY is empty',
    'the environment has no variable NOT',
    'the file "none" cannot be read',
  ])
  expect(JSON.stringify(result.problems)).not.toContain('hunter2')
})

test('lines of an environment file are told by number', () => {
  expect(envLines("# c\n\nexport A='x y'\nnonsense")).toEqual([{ key: 'A', value: 'x y' }, { badLine: 4 }])
})
