import { expect, test } from 'vitest'
import type { KubeObject } from '../../../src/plan/objects.ts'
import { eventOn, inState, jobOf, judgeAt, live, podOf, worldOf } from './scene.ts'

const ended = (exitCode: number, more: Record<string, unknown> = {}) => ({
  terminated: { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', ...more },
})

test('a stage has succeeded when its container has ended with 0, before its pod says so', () => {
  const { job, subject } = jobOf()
  const pod = podOf(job, 'train-1', inState(ended(0, { message: '{"accuracy": 0.9}' })))
  expect(judgeAt(0, subject, worldOf(job, pod)).verdict).toEqual({
    state: 'succeeded',
    exitCode: 0,
    outputs: '{"accuracy": 0.9}',
    pods: ['train-1'],
  })
})

test('a stage whose Job and pods are cleaned up after its success stays a success', () => {
  const { job, subject } = jobOf()
  const pod = podOf(job, 'train-1', inState(ended(0)))
  const { memory } = judgeAt(0, subject, worldOf(job, pod))
  expect(judgeAt(1000, subject, worldOf(), memory).verdict.state).toBe('succeeded')
})

test('a Job that is not there yet is waited for, one that was there has been deleted', () => {
  const { job, subject } = jobOf()
  const before = judgeAt(0, subject, worldOf())
  expect(before.verdict).toMatchObject({ state: 'waiting', reason: 'creating' })
  const seen = judgeAt(1, subject, worldOf(job), before.memory)
  expect(judgeAt(2, subject, worldOf(), seen.memory).verdict).toMatchObject({
    state: 'failed',
    failure: { cause: 'deleted', isInfrastructure: false },
  })
})

test('an eviction that the policy of the Job ignores is left to the Job', () => {
  const disrupted = { conditions: [{ type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI' }] }
  const ignore = { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] }
  const { job, subject } = jobOf({ podFailurePolicy: ignore })
  const pod = podOf(job, 'train-1', { ...inState(ended(137)), ...disrupted, phase: 'Failed' })
  expect(judgeAt(0, subject, worldOf(job, pod)).verdict).toMatchObject({ state: 'waiting', reason: 'retrying' })
  const bare = jobOf()
  expect(judgeAt(0, bare.subject, worldOf(bare.job, pod)).verdict).toMatchObject({
    state: 'failed',
    failure: { cause: 'evicted', isInfrastructure: true },
  })
})

test('a failing pod within the back-off limit is retried by the Job, a start error is not worth it', () => {
  const { job, subject } = jobOf({ backoffLimit: 2 })
  const crashed = podOf(job, 'train-1', inState(ended(3)))
  expect(judgeAt(0, subject, worldOf(job, crashed)).verdict.state).toBe('waiting')
  const message = 'exec: "pythn": executable file not found in $PATH: unknown'
  const wrong = podOf(job, 'train-1', inState(ended(128, { reason: 'StartError', message })))
  expect(judgeAt(0, subject, worldOf(job, wrong)).verdict).toMatchObject({
    state: 'failed',
    failure: { cause: 'command-not-found', message: 'the image "registry/app:1" does not contain the command "pythn"' },
  })
})

test('a running container is told with its pod', () => {
  const { job, subject } = jobOf()
  const pod = podOf(job, 'train-1', inState({ running: { startedAt: '2026-01-01T00:00:00Z' } }, { ready: true }))
  expect(judgeAt(0, subject, worldOf(job, pod)).verdict).toMatchObject({ state: 'running', pod: 'train-1' })
})

test('a node that an autoscaler has promised is waited for longer, one that it refuses shorter', () => {
  const { job, subject } = jobOf()
  const condition = {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message: '0/2 nodes are available: 2 Insufficient cpu.',
  }
  const pod = podOf(job, 'train-1', { phase: 'Pending', conditions: [condition] }, { nodeName: undefined })
  const decideAt = (...events: readonly KubeObject[]) => {
    const { verdict } = judgeAt(0, subject, worldOf(job, pod, ...events))
    return 'decideAt' in verdict && verdict.decideAt !== undefined
      ? verdict.decideAt - Date.parse('2026-01-01T00:00:00Z')
      : 0
  }
  expect(decideAt()).toBe(600_000)
  expect(decideAt(eventOn(pod, 'TriggeredScaleUp', 'pod triggered scale-up'))).toBe(1_200_000)
  expect(decideAt(eventOn(pod, 'NotTriggerScaleUp', 'pod did not trigger scale-up'))).toBe(60_000)
})

test('an unschedulable pod is told with what it asks for and what the nodes offer', () => {
  const { job, subject } = jobOf()
  const message =
    '0/3 nodes are available: 1 node(s) had untolerated taint {gpu: true}, 2 Insufficient memory. preemption: 0/3 nodes are available.'
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }
  const containers = [{ name: 'main', image: 'a', resources: { requests: { memory: '64Gi' } } }]
  const pod = podOf(job, 'train-1', { phase: 'Pending', conditions: [condition] }, { nodeName: undefined, containers })
  const nodes = ['8Gi', '16384Mi'].map((memory, index) =>
    live('Node', `n${index}`, { status: { allocatable: { memory } } }),
  )
  const { verdict } = judgeAt(0, subject, worldOf(job, pod, ...nodes))
  expect('message' in verdict ? verdict.message : '').toBe(
    'none of 3 nodes takes pod train-1: 1 had untolerated taint {gpu: true}; 2 Insufficient memory; it asks for 64Gi memory, the biggest node offers 16384Mi',
  )
})

test('pods of another Job of that name do not count', () => {
  const { job, subject } = jobOf()
  const other = { ...podOf(job, 'train-0', inState(ended(1))) }
  const foreign = { ...other, metadata: { ...other.metadata, ownerReferences: [{ uid: 'another' }] } }
  expect(judgeAt(0, subject, worldOf(job, foreign)).verdict.state).toBe('waiting')
})
