import { expect, test } from 'vitest'
import { outdated } from '../scripts/generate.ts'

test('generated files are what their generators write', async () => {
  expect([...(await outdated()).keys()]).toEqual([])
})
