import { expect, test } from 'vitest'
import { ProblemError } from '../../src/model/problem.ts'
import { failureFrom } from '../../src/run/failure-from.ts'

const object = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'ns', name: 'serve' }
const problem = { severity: 'error', code: 'cluster/forbidden', message: 'no', hint: 'ask' } as const

test('a refusal by the API becomes the failure that its Status object names', () => {
  const body = {
    kind: 'Status',
    reason: 'Forbidden',
    code: 403,
    message:
      'deployments.apps "serve" is forbidden: exceeded quota: small, requested: cpu=2, used: cpu=1, limited: cpu=2',
  }
  const error = Object.assign(new ProblemError('cluster', [problem]), { body, status: 403 })
  const place = { file: 'bodywork.yaml', line: 3, column: 1 }
  expect(failureFrom(error, object, place)).toMatchObject({ cause: 'quota', object, place })
})

test('any other problem keeps its words; a lost lock and our own mistakes are thrown on', () => {
  expect(failureFrom(new ProblemError('cluster', [problem]), object)).toMatchObject({
    cause: 'forbidden',
    message: 'no',
    hint: 'ask',
  })
  expect(() => failureFrom(new ProblemError('lock', [problem]), object)).toThrow('no')
  expect(() => failureFrom(new TypeError('ours'), object)).toThrow('ours')
})
