import { expect, test } from 'vitest'
import { isNeverRun, isRemovedAfter, phasesOf } from '../../src/plan/helm-hooks.ts'

const object = (name: string, hook?: string, weight?: string, policy?: string) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: {
    name,
    annotations: {
      ...(hook === undefined ? {} : { 'helm.sh/hook': hook }),
      ...(weight === undefined ? {} : { 'helm.sh/hook-weight': weight }),
      ...(policy === undefined ? {} : { 'helm.sh/hook-delete-policy': policy }),
    },
  },
})
const names = (objects: readonly ReturnType<typeof object>[], isUpgrade: boolean) =>
  phasesOf(objects, isUpgrade).map((phase) => phase.map(({ metadata }) => metadata.name))

test('hooks run around the objects, by weight, those of one weight side by side', () => {
  const objects = [
    object('web'),
    object('late', 'post-install'),
    object('second', 'pre-install,pre-upgrade', '5'),
    object('first', 'pre-install', '-1'),
    object('first-too', 'pre-install', '-1'),
    object('upgrade', 'pre-upgrade', '10'),
    object('config'),
  ]
  expect(names(objects, false)).toEqual([['first', 'first-too'], ['second'], ['web', 'config'], ['late']])
  expect(names(objects, true)).toEqual([['second'], ['upgrade'], ['web', 'config']])
})

test('hooks of other occasions never run', () => {
  expect(isNeverRun(object('t', 'test'))).toBe(true)
  expect(isNeverRun(object('t', 'pre-delete,pre-install'))).toBe(false)
  expect(isNeverRun(object('t'))).toBe(false)
})

test('a hook may want to be removed once it has succeeded', () => {
  expect(isRemovedAfter(object('t', 'pre-install', '0', 'before-hook-creation,hook-succeeded'))).toBe(true)
  expect(isRemovedAfter(object('t', 'pre-install'))).toBe(false)
})
