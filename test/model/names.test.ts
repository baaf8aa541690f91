import { expect, test } from 'vitest'
import {
  isLabel,
  isServiceName,
  kubernetesName,
  labelValue,
  nameWithSuffix,
  stageNameProblems,
} from '../../src/model/names.ts'

const place = { file: 'bodywork.yaml', line: 3, column: 3 }

test.each([
  ['stage_1', 'stage-1'],
  [' a_b ', 'a-b'],
  ['a.b', 'a.b'],
  ['tr/a!n', 'tr-a-n'],
  ['é', '-'],
  ['1_x', '1-x'],
])('%j is named %j in Kubernetes', (raw, name) => {
  expect(kubernetesName(raw)).toBe(name)
})

test('labels and service names follow the DNS rules', () => {
  expect(['a', 'a-1', '1a'].every(isLabel)).toBe(true)
  expect(['', 'A', 'a.b', '-a', 'a-', 'a'.repeat(64)].some(isLabel)).toBe(false)
  expect(isServiceName('1a')).toBe(false)
  expect(isServiceName('a1')).toBe(true)
})

test.each([
  ['feature/x', 'feature-x'],
  ['-_.x._-', 'x'],
  ['a'.repeat(80), 'a'.repeat(63)],
  ['', ''],
])('%j becomes the label value %j', (raw, value) => {
  expect(labelValue(raw)).toBe(value)
})

test('a long name is cut and keeps its suffix, and two long names stay apart', () => {
  const a = nameWithSuffix(`${'long-'.repeat(15)}a`, 'run1-1')
  const b = nameWithSuffix(`${'long-'.repeat(15)}b`, 'run1-1')
  expect(a).toHaveLength(Math.min(63, a.length))
  expect(a.endsWith('-run1-1')).toBe(true)
  expect(isLabel(a)).toBe(true)
  expect(a).not.toBe(b)
  expect(nameWithSuffix('train', 'x-1')).toBe('train-x-1')
})

test('two stages on one Kubernetes name are a problem that names both', () => {
  const problems = stageNameProblems([
    { name: 't_1', kind: 'batch', place },
    { name: 't-1', kind: 'batch', place },
  ])
  expect(problems).toMatchObject([{ code: 'config/name-collision', message: expect.stringMatching(/t_1.*t-1/) }])
})

test.each([
  ['Train', 'batch', 'capital letters', 'train'],
  ['1st', 'service', 'must start with a letter', 'st'],
  ['a.b', 'batch', 'a dot', 'a-b'],
  ['x'.repeat(64), 'batch', '64 characters', 'x'.repeat(63)],
  ['_', 'batch', 'start and end', 'stage'],
])('the name %s of a %s stage is refused with a reason and a better one', (name, kind, reason, better) => {
  const [problem] = stageNameProblems([{ name, kind, place }])
  expect(problem).toMatchObject({ code: 'config/bad-name', place, message: expect.stringContaining(reason) })
  expect(problem?.hint).toContain(better)
})
