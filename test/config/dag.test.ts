import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { likelyJoiner, parseDag, stepNames } from '../../src/config/dag.ts'

interface Verdict {
  readonly ok: boolean
  readonly value?: readonly (readonly string[])[]
}

const table: { readonly dag: Readonly<Record<string, Verdict>> } = JSON.parse(
  readFileSync('test/conformance/functions.json', 'utf8'),
)

test.each(Object.entries(table.dag))('the DAG %j is read as the original reads it', (text, verdict) => {
  const dag = parseDag(text)
  expect(dag.emptySteps.length === 0).toBe(verdict.ok)
  if (verdict.ok) expect(stepNames(dag)).toEqual(verdict.value)
})

test('every use of a stage knows its offset', () => {
  expect(parseDag('a  >> b , c').steps).toEqual([
    [{ name: 'a', offset: 0 }],
    [
      { name: 'b', offset: 6 },
      { name: 'c', offset: 10 },
    ],
  ])
})

test('blanks do not count, not even inside a name', () => {
  expect(stepNames(parseDag(' a b>>c '))).toEqual([['ab'], ['c']])
})

test('empty steps are numbered from 1', () => {
  expect(parseDag('>> a >> >> b,').emptySteps).toEqual([1, 3, 4])
})

test('another joiner is recognised', () => {
  expect(['a->b', 'a>b', 'a;b', 'a\nb', 'ab'].map(likelyJoiner)).toEqual(['>>', '>>', ',', '>>', undefined])
})
