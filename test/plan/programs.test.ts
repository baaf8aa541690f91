import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { programNames, programsFor } from '../../src/plan/programs.ts'
import { aBatchStage, aPipeline } from '../builders-pipeline.ts'

const all = Object.fromEntries(programNames.map((name) => [name, name]))
const needless = (...stages: Parameters<typeof aBatchStage>) =>
  programNames.filter((name) => !(name in programsFor(aPipeline({ stages: [aBatchStage(...stages)] }), all)))

test('every file for the containers is named', () => {
  expect(programNames).toEqual(
    readdirSync('container')
      .filter((name) => name.endsWith('.py'))
      .sort(),
  )
})

const forBuckets = ['buckets.py', 'google_key.py']

test('buckets and notebooks come with those that use them', () => {
  expect(needless()).toEqual([...forBuckets, 'notebooks.py', 'stores.py'])
  expect(needless({ artifacts: { paths: ['model/'], bucket: 's3://acme' } })).toEqual(['notebooks.py'])
  expect(needless({ program: { kind: 'notebook', path: 'a.ipynb', args: [], parameters: {} } })).toEqual([
    ...forBuckets,
    'stores.py',
  ])
})
