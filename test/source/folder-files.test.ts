import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plainFiles, worktreeFiles } from '../../src/source/folder-files.ts'
import { aFolder, aRepository, write } from '../builders-repository.ts'

const all = () => true

test('the working tree has changes and new files, without ignored and deleted ones', async () => {
  const root = aRepository({ a: 'old', gone: '', '.gitignore': 'secret\n' })
  write(root, { a: 'new', b: 'fresh', secret: 'x' })
  rmSync(join(root, 'gone'))
  const { files } = await worktreeFiles(root, all)
  const found = Object.fromEntries(files.map(({ path, content }) => [path, String(content)]))
  expect(found).toEqual({ '.gitignore': 'secret\n', a: 'new', b: 'fresh' })
})

test('a plain folder is read without what tools leave behind', async () => {
  const root = aFolder({
    'x/a.py': '',
    'x/__pycache__/a.pyc': '',
    '.venv/lib': '',
    run: { script: '' },
    l: { link: 'run' },
  })
  const { files } = await plainFiles(root, all)
  expect(files.map(({ path, kind }) => `${path} ${kind}`).sort()).toEqual(['l link', 'run executable', 'x/a.py file'])
})
