import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type ProjectFile, starterConfig } from '../../src/config/starter.ts'
import { inspected } from '../builders-config.ts'

const main = 'if __name__ == "__main__":\n    main()\n'

async function started(files: readonly ProjectFile[], folder = 'iris') {
  const starter = starterConfig(folder, files)
  const { problems, pipeline } = await inspected(starter.text)
  return { ...starter, problems, pipeline }
}

test('entry points become stages in the order of a pipeline, servers last', async () => {
  const { stages, pipeline, problems } = await started([
    { path: 'serve/app.py', text: `from flask import Flask\napp.run(port=5001)\n` },
    { path: 'train/main.py', text: main },
    { path: 'train/requirements.txt' },
    { path: 'prepare_data.py', text: main },
    { path: 'helpers.py', text: 'x = 1\n' },
    { path: 'tests/test_train.py', text: main },
    { path: 'requirements.txt' },
    { path: '.python-version', text: '3.11.4\n' },
  ])
  expect(problems).toEqual([])
  expect(stages).toEqual(['prepare-data', 'train', 'serve'])
  expect(pipeline).toMatchObject({
    name: 'iris',
    image: 'python:3.11-slim',
    steps: [['prepare-data'], ['train'], ['serve']],
    stages: [
      { kind: 'batch', requirements: { path: 'requirements.txt' } },
      { kind: 'batch', requirements: { path: 'train/requirements.txt' } },
      { kind: 'service', port: 5001 },
    ],
  })
})

test('a script with a telling name is a stage, a library of that name is none', async () => {
  const { stages } = await started([
    { path: 'train.py', text: 'import x\n\nmodel = x.fit()\nprint(model)\n' },
    { path: 'features.py', text: 'def features(rows):\n    print(rows)\n' },
    { path: 'serve.py', text: 'from http.server import ThreadingHTTPServer\nserver.serve_forever()\n' },
  ])
  expect(stages).toEqual(['train', 'serve'])
})

test('the project of the tutorial is found as it is', async () => {
  const folder = 'examples/train-and-serve'
  const files = ['train.py', 'serve.py'].map((path) => ({ path, text: readFileSync(`${folder}/${path}`, 'utf8') }))
  expect((await started(files)).pipeline?.steps).toEqual([['train'], ['serve']])
})

test('notebooks stand in when there is no module', async () => {
  const { pipeline } = await started([{ path: 'a b/Explore.ipynb' }])
  expect(pipeline?.stages).toMatchObject([
    { name: 'explore', program: { kind: 'notebook', path: 'a b/Explore.ipynb' } },
  ])
})

test('an empty folder gets a file that is valid too', async () => {
  const { problems, stages } = await started([], '2024 Übung')
  expect(problems).toEqual([])
  expect(stages).toEqual(['hello'])
})

test('stages of one name are told apart', async () => {
  const { stages } = await started([
    { path: 'a/train.py', text: main },
    { path: 'b/train.py', text: main },
  ])
  expect(stages).toEqual(['train', 'train-2'])
})
