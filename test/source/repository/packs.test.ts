import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Packs } from '../../../src/source/repository/packs.ts'
import { idOf } from '../../../src/source/repository/stored-object.ts'
import { aRepository, gitIn, write } from '../../builders-repository.ts'

const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => `line ${at} of a text that is long`).join('\n')

/** A repository whose objects are in one pack, most of them as differences. */
function aPacked(...how: readonly string[]): string {
  const root = aRepository({ text: lines(200), 'sub/other': 'x' })
  for (let at = 1; at < 8; at++) {
    write(root, { text: `${at}\n${lines(200 + at)}` })
    gitIn(root, 'commit', '-q', '-a', '-m', `change ${at}`)
  }
  gitIn(root, ...how, 'repack', '-a', '-d', '-f', '-q')
  gitIn(root, 'prune-packed')
  return root
}

test.each([
  ['by place', []],
  ['by id', ['-c', 'repack.useDeltaBaseOffset=false']],
])('every object of a pack with differences %s is what its id says', (_name, how) => {
  const root = aPacked(...how)
  const packs = new Packs(join(root, '.git'))
  const listed = gitIn(
    root,
    'cat-file',
    '--batch-check=%(objectname) %(objecttype) %(deltabase)',
    '--batch-all-objects',
  )
  const rows = listed.split('\n').map((row) => row.split(' '))
  expect(rows.some(([, , base]) => !/^0+$/.test(base ?? ''))).toBe(true)
  for (const [id = '', kind] of rows) {
    const found = packs.find(id)
    expect([found?.kind, found && idOf(found)]).toEqual([kind, id])
  }
  expect(packs.find('0'.repeat(40))).toBeUndefined()
  expect(packs.find('f'.repeat(40))).toBeUndefined()
  packs.close()
})

test('a pack that ends early is refused', () => {
  const root = aPacked()
  const folder = join(root, '.git/objects/pack')
  const file = readdirSync(folder).find((name) => name.endsWith('.idx')) ?? ''
  truncateSync(join(folder, file), 200)
  expect(() => new Packs(join(root, '.git')).find('0'.repeat(40))).toThrow('ends early')
})
