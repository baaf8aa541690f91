import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type KeptArchive, keptArchives } from '../../src/run/kept-archives.ts'

const archive = Buffer.from('a tar.gz, for all that matters here')
const sha256 = createHash('sha256').update(archive).digest('hex')
const base64 = archive.toString('base64')
const line = (number: number, piece: string, hash = sha256) => `bodywork-kept artifacts ${number}/2 ${hash} ${piece}`
const pieces = [line(1, base64.slice(0, 20)), line(2, base64.slice(20))]

async function read(lines: readonly string[]) {
  const kept: KeptArchive[] = []
  const archives = keptArchives('train', (one) => kept.push(one))
  async function* source() {
    for (const text of lines) yield { time: '', text }
  }
  const left: string[] = []
  for await (const { text } of archives.lines('pod', source())) left.push(text)
  return { kept, left, artifacts: await archives.artifacts(sha256, Promise.resolve()) }
}

test('pieces are put together and are not shown; all other lines are', async () => {
  const { kept, left, artifacts } = await read(['epoch 1', pieces[0] ?? '', `done${pieces[1]}`, 'the end'])
  expect(left).toEqual(['epoch 1', 'done', 'the end'])
  expect(artifacts).toEqual(archive)
  expect(kept).toMatchObject([{ stage: 'train', pod: 'pod', kind: 'artifacts' }])
})

test.each([
  ['a piece is missing', [pieces[0] ?? '']],
  ['a piece is another one', [pieces[0] ?? '', line(2, 'AAAA')]],
  ['the hash is of something else', pieces.map((text) => text.replace(sha256, 'f'.repeat(64)))],
])('nothing is kept when %s', async (_why, lines) => {
  const { kept, artifacts } = await read(lines)
  expect([kept, artifacts]).toEqual([[], undefined])
})

test('what only looks like a piece is shown', async () => {
  const lines = ['bodywork-kept artifacts 1/2 abc AAAA', `bodywork-kept artifacts 3/2 ${sha256} AAAA`]
  expect((await read(lines)).left).toEqual(lines)
})
