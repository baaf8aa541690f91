import { expect, test } from 'vitest'
import { policyVerdict } from '../../../../src/local/controllers/job/failure-policy.ts'
import { jobObject, podObject } from '../../../builders-local.ts'

function failedPod(exitCode: number, conditions: readonly unknown[] = []) {
  return {
    ...podObject(),
    status: { conditions, containerStatuses: [{ name: 'main', state: { terminated: { exitCode } } }] },
  }
}

function verdict(rule: Readonly<Record<string, unknown>>, pod = failedPod(3)) {
  return policyVerdict(jobObject({ podFailurePolicy: { rules: [rule] } }), pod)
}

test('exit codes are matched in and not in, and by container', () => {
  const rule = (operator: string, values: number[], more = {}) => ({
    action: 'FailIndex',
    onExitCodes: { operator, values, ...more },
  })
  expect(verdict(rule('In', [3]))).toEqual({ action: 'fail-index' })
  expect(verdict(rule('In', [4]))).toEqual({ action: 'count' })
  expect(verdict(rule('NotIn', [4]))).toEqual({ action: 'fail-index' })
  expect(verdict(rule('NotIn', [0]), failedPod(0))).toEqual({ action: 'count' })
  expect(verdict(rule('In', [3], { containerName: 'other' }))).toEqual({ action: 'count' })
})

test('conditions are matched by type and status', () => {
  const rule = { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }
  expect(verdict(rule, failedPod(137, [{ type: 'DisruptionTarget', status: 'True' }]))).toEqual({ action: 'ignore' })
  expect(verdict(rule, failedPod(137, [{ type: 'DisruptionTarget', status: 'False' }]))).toEqual({ action: 'count' })
})

test('a rule that fails the Job names container, code and rule', () => {
  expect(verdict({ action: 'FailJob', onExitCodes: { operator: 'In', values: [3] } })).toEqual({
    action: 'fail-job',
    message: 'Container main for pod team/one failed with exit code 3 matching FailJob rule at index 0',
  })
})
