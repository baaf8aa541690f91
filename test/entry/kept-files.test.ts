import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { keptFiles } from '../../src/entry/kept-files.ts'
import { tarOf } from '../../src/source/tar.ts'

test('what a stage kept lies in its folder, and of a matrix in one for each combination', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bodywork-'))
  const archive = gzipSync(tarOf([{ path: 'model/a.json', kind: 'file', content: Buffer.from('{}') }]))
  keptFiles(folder)({ stage: 'train', pod: 'p', kind: 'artifacts', sha256: '', archive })
  keptFiles(folder)({ stage: 'train', pod: 'p', kind: 'artifacts', element: 2, sha256: '', archive })
  expect(readFileSync(join(folder, 'train/model/a.json'), 'utf8')).toBe('{}')
  expect(readFileSync(join(folder, 'train/2/model/a.json'), 'utf8')).toBe('{}')
})
