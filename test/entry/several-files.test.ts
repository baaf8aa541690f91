import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { severalFiles } from '../../src/entry/several-files.ts'

test('a pattern stands for the files that fit, in order; a path for itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bodywork-several-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const name of ['b', 'a']) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'bodywork.yaml'), '')
  }
  expect(await severalFiles('*/bodywork.yaml', folder)).toEqual(['a/bodywork.yaml', 'b/bodywork.yaml'])
  expect(await severalFiles('a/bodywork.yaml', folder)).toBeUndefined()
  expect(await severalFiles(undefined, folder)).toBeUndefined()
  await expect(severalFiles('*.yml', folder)).rejects.toThrow('no file fits "*.yml"')
})
