import { expect, test } from 'vitest'
import { loadConfig } from '../../../src/entry/load-config.ts'
import { containerPrograms } from '../../../src/entry/wire.ts'
import { aRepository } from '../../builders-repository.ts'
import { managedCluster } from '../../manage/cluster.ts'
import { commandLine } from '../manage-words.ts'

const config = (run: string) => `version: "2.0"
pipeline: {name: iris, image: python:3.11, DAG: train}
stages:
  train: {run: train/${run}, env: {WHERE: here}}
`
const repository = () =>
  aRepository({
    'bodywork.yaml': config('main.py'),
    'train/main.py':
      'import os\nprint(os.environ["WHERE"], os.path.basename(os.getcwd()), len(os.environ["GIT_COMMIT_HASH"]))\n',
  })
const run = commandLine(managedCluster(), { loadPipeline: loadConfig, programs: containerPrograms })

test('a stage runs here as its container would', async () => {
  const told = await run(['stage', `file://${repository()}`, 'train'], { env: { PATH: process.env['PATH'] } })
  expect(told.err).toBe('')
  expect(told).toMatchObject({ code: 0, out: 'here train 7\n' })
})

test('a stage that fails exits 1, and one that is not there too', async () => {
  const folder = aRepository({ 'bodywork.yaml': config('main.py'), 'train/main.py': 'raise SystemExit(3)\n' })
  expect((await run(['stage', `file://${folder}`, 'train'])).code).toBe(1)
  const told = await run(['stage', `file://${folder}`, 'trian'])
  expect(told.code).toBe(1)
  expect(told.err).toContain('Did you mean "train"?')
})
