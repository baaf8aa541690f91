import { expect, test } from 'vitest'
import { runsDirectly } from '../../src/plan/direct-program.ts'
import { mountedVolumesFor } from '../../src/plan/volumes.ts'
import { aBatchStage, aPipeline, someFacts } from '../builders-pipeline.ts'

const inImage = { source: 'image', program: { kind: 'command', command: ['train'], args: [] } } as const

test('a command of the image runs as it is, and nothing of ours is mounted next to it', () => {
  const stage = aBatchStage({ ...inImage, requirements: { kind: 'none' } })
  expect(runsDirectly(stage)).toBe(true)
  expect(mountedVolumesFor({ pipeline: aPipeline(), facts: someFacts() }, stage)).toEqual([])
})

test.each([
  ['requirements', { requirements: { kind: 'list', packages: ['numpy'] } }],
  ['a folder relative to the source', { workingDirectory: 'train' }],
] as const)('%s need the bootstrap', (_name, more) => {
  expect(runsDirectly(aBatchStage({ ...inImage, ...more }))).toBe(false)
})
