import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { programFolder } from '../../src/entry/program-folder.ts'

test('the folder of the running code is that of the sources', () => {
  expect(programFolder).toBe(resolve('src/entry'))
})
