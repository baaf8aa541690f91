import { expect, test } from 'vitest'
import { createHistory } from '../../../../src/local/api/store/history.ts'

function filled(count: number) {
  const history = createHistory(3, 10)
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }
  for (let step = 1; step <= count; step++)
    history.add({ type: 'ADDED', storage: '/configmaps', version: 10 + step, object, previous: undefined })
  return history
}

const versions = (history: ReturnType<typeof filled>, since: number) =>
  history.since(since)?.map(({ version }) => version)

test('changes after a version are told in order', () => {
  expect(versions(filled(4), 12)).toEqual([13, 14])
  expect(versions(filled(4), 14)).toEqual([])
})

test('of too many only the newest are kept, and what is too old is not known', () => {
  const history = filled(7)
  expect(history.oldest()).toBe(14)
  expect(versions(history, 14)).toEqual([15, 16, 17])
  expect(versions(history, 13)).toBeUndefined()
})

test('after compaction only what comes is told', () => {
  const history = filled(2)
  history.compact()
  expect([versions(history, 12), versions(history, 11)]).toEqual([[], undefined])
})
