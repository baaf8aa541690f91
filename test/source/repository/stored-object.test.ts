import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { Packs } from '../../../src/source/repository/packs.ts'
import { storedObject } from '../../../src/source/repository/stored-object.ts'
import { aRepository, gitIn } from '../../builders-repository.ts'

test('loose and packed objects are found, and one that is not what its id says is not', () => {
  const root = aRepository({ a: 'one', b: 'two' })
  const store = join(root, '.git')
  const read = (id: string) => storedObject(store, new Packs(store), id)
  const [a = '', b = ''] = ['a', 'b'].map((path) => gitIn(root, 'rev-parse', `HEAD:${path}`))
  const path = (id: string) => join(store, 'objects', id.slice(0, 2), id.slice(2))
  expect(read(a)).toEqual({ kind: 'blob', content: Buffer.from('one') })
  rmSync(path(a))
  mkdirSync(dirname(path(a)), { recursive: true })
  copyFileSync(path(b), path(a))
  expect(read(a)).toBeUndefined()
  rmSync(path(b))
  writeFileSync(path(b), 'no object')
  expect(() => read(b)).toThrow()
  rmSync(path(b))
  expect(read(b)).toBeUndefined()
})
