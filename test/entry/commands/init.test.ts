import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../../src/entry/cli.ts'
import { temporaryFolder } from '../../builders-folder.ts'
import { recordingIo } from '../../builders-io.ts'

const project = {
  'train/main.py': 'if __name__ == "__main__":\n    pass\n',
  'serve/app.py': 'import uvicorn\nuvicorn.run(app, port=8080)\n',
  'requirements.txt': 'uvicorn\n',
  'node_modules/x/main.py': 'if __name__ == "__main__":\n    pass\n',
}

async function run(folder: string, ...words: readonly string[]) {
  const io = recordingIo({ cwd: folder })
  return { code: await runCli(words, io), out: io.out(), err: io.err() }
}

test('a first file is written that validates with its files', async () => {
  const folder = temporaryFolder(project)
  expect(await run(folder, 'init')).toMatchObject({
    code: 0,
    out: expect.stringContaining('wrote bodywork.yaml with stages train, serve\n'),
  })
  expect(await run(folder, 'validate', '--check-files', '--strict')).toMatchObject({ code: 0, err: '' })
})

test('--print writes nothing', async () => {
  const folder = temporaryFolder(project)
  expect((await run(folder, 'init', '--print')).out).toContain('DAG: train >> serve')
  expect(existsSync(join(folder, 'bodywork.yaml'))).toBe(false)
})

test('a configuration that is there is never overwritten', async () => {
  const { code, err } = await run(temporaryFolder({ 'bodywork.ini': '' }), 'init')
  expect(code).toBe(2)
  expect(err).toContain('bodywork migrate')
})
