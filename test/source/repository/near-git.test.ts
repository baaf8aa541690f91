import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitAnswers } from '../../../src/source/git-answers.ts'
import { lateReader } from '../../../src/source/late-reader.ts'
import { nearGit } from '../../../src/source/repository/near-git.ts'
import { aFolder, aRepository, gitIn } from '../../builders-repository.ts'

test('what is read here is what git says', async () => {
  const root = aRepository({ 'sub/a': '1', b: '2' })
  gitIn(root, 'remote', 'add', 'up', 'https://git.example/up')
  for (const folder of [root, join(root, 'sub')]) {
    const near = nearGit(folder, {}, lateReader(folder))
    const told = await gitAnswers(folder)
    expect([near?.place, near?.remote]).toEqual([told?.place, told?.remote])
    near?.objects.close()
  }
})

test('a folder outside of a checkout, and one before the first commit, are left to git', () => {
  const empty = aFolder({ a: '1' })
  expect(nearGit(empty, {}, lateReader(empty))).toBeUndefined()
  gitIn(empty, 'init', '-q')
  expect(nearGit(empty, {}, lateReader(empty))).toBeUndefined()
})
