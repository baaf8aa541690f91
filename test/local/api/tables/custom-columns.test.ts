import { expect, test } from 'vitest'
import { customColumns, valuesAt } from '../../../../src/local/api/tables/custom-columns.ts'

const object = {
  apiVersion: 'acme.test/v1',
  kind: 'Model',
  metadata: { name: 'a', creationTimestamp: '2026-01-05T09:00:00Z', annotations: { 'a.b/c': 'd' } },
  status: {
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'Odd', status: 'False' },
    ],
  },
}

test.each([
  ['.metadata.name', ['a']],
  ['.status.conditions[?(@.type=="Odd")].status', ['False']],
  ['.status.conditions[0].type', ['Ready']],
  ['.status.conditions[*].type', ['Ready', 'Odd']],
  [".metadata.annotations['a.b/c']", ['d']],
  ['.metadata.annotations.a\\.b/c', []],
  ['.nothing.at.all', []],
  ['not a path', []],
])('the path %s finds %j', (path, found) => {
  expect(valuesAt(object, path)).toEqual(found)
})

test('columns come after the name, with dates as ages and null for what is not there', () => {
  const columns = customColumns([
    { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    { name: 'Size', type: 'integer', jsonPath: '.spec.size', priority: 1 },
  ])
  const now = Date.UTC(2026, 0, 5, 9, 1)
  expect(columns.map(({ name, priority, cell }) => [name, priority, cell(object, now)])).toEqual([
    ['Name', 0, 'a'],
    ['Age', 0, '60s'],
    ['Size', 1, null],
  ])
})
