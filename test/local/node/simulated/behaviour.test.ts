import { expect, test } from 'vitest'
import { BEHAVIOUR, behaviourOf, runBehaviour } from '../../../../src/local/node/simulated/behaviour.ts'
import { podObject } from '../../../builders-local.ts'

function parsed(text: string) {
  return behaviourOf(podObject({}, { annotations: { [BEHAVIOUR]: text } }), () => ({ exitCode: 99 }), Math.random)
}

test('fields of the right type are taken, others are left out', () => {
  expect(parsed('{"runMs": 5, "exitCode": "3", "readyMs": "never", "logs": ["a"], "unknown": 1}')).toEqual({
    runMs: 5,
    readyMs: 'never',
    logs: ['a'],
  })
})

test('an annotation that is no object leaves the word to the script', () => {
  expect(parsed('nonsense')).toEqual({ exitCode: 99 })
  expect(parsed('[1]')).toEqual({ exitCode: 99 })
})

test('later runs take their own behaviour, the last of it for all that follow', () => {
  const behaviour = { exitCode: 1, later: [{ exitCode: 2 }, { exitCode: 0 }] }
  expect([0, 1, 2, 5].map((run) => runBehaviour(behaviour, 'main', run).exitCode)).toEqual([1, 2, 0, 0])
})

test('a container by name goes before the pod', () => {
  expect(runBehaviour({ exitCode: 1, containers: { main: { exitCode: 4 } } }, 'main', 0).exitCode).toBe(4)
  expect(runBehaviour({ exitCode: 1, containers: { main: { exitCode: 4 } } }, 'other', 0).exitCode).toBe(1)
})
