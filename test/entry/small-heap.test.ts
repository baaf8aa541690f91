import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const own = pathToFileURL(join(import.meta.dirname, '../../src/entry/small-heap.ts')).href

/** Megabytes for what is young, after a lot of it. In a process of its own: the setting is one of the whole process. */
function youngAfter(first: string): number {
  const program = `import { getHeapSpaceStatistics } from 'node:v8'
${first}
const kept = []
for (let i = 0; i < 300_000; i++) kept[i % 10_000] = { i, text: 'line ' + i }
console.log(getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 2 ** 20)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }))
}

test('what is short-lived keeps to the room it has at the start', () => {
  expect(youngAfter(`import { keepHeapSmall } from ${JSON.stringify(own)}\nkeepHeapSmall()`)).toBeLessThanOrEqual(2)
  expect(youngAfter('')).toBeGreaterThan(2)
})
