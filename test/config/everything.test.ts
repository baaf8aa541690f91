import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { knownKeys } from '../../src/generated/schema-validator.js'
import { inspected } from '../builders-config.ts'

const text = readFileSync('test/fuzz/everything.yaml', 'utf8')

test('a file with every key of 2.0 folds whole', async () => {
  const { pipeline, problems, steps } = await inspected(text)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(steps).toEqual([['prepare'], ['train'], ['serve', 'web'], ['chart', 'seldon']])
  expect({ ...pipeline, places: undefined }).toMatchSnapshot()
})

test('no key of the schema is missing from that file', () => {
  const shapes = Object.entries(knownKeys['2.0'] ?? {}).filter(([shape]) => !shape.includes('defaults'))
  const unused = shapes.flatMap(([shape, keys]) =>
    keys.filter((key) => !new RegExp(`\\b${key}\\s*:`).test(text)).map((key) => `${shape}.${key}`),
  )
  expect(unused).toEqual(['stages.*.volumes.*.host_path', 'stages.*.matrix.from', 'stages.*.service.autoscale.metric'])
})
