import type { Failure, RunEvent, StageTimings } from '../src/run/events.ts'

/** Timings of a short stage. */
export const someTimings: StageTimings = { waitMs: 100, pullMs: 900, setupMs: 2000, runMs: 4000, totalMs: 7000 }

/** A failure with everything a report can show. */
export function aFailure(over: Partial<Failure> = {}): Failure {
  return {
    cause: 'oom',
    message: 'the container "train" was killed because it used more than its memory limit of 512Mi',
    hint: 'Raise resources.memory of the stage.',
    object: { apiVersion: 'v1', kind: 'Pod', namespace: 'ns', name: 'train-x' },
    evidence: [{ path: 'status.containerStatuses[0].state.terminated.reason', value: 'OOMKilled' }],
    exitCode: 137,
    lastLines: ['loading', 'Killed'],
    place: { file: 'bodywork.yaml', line: 12, column: 3 },
    isInfrastructure: false,
    ...over,
  }
}

/** The events of a run of `train >> serve` in which the service fails and is restored. */
export function eventsOfFailedRun(failure: Failure = aFailure()): readonly RunEvent[] {
  return [
    {
      type: 'run.started',
      at: 1000,
      pipeline: 'iris',
      namespace: 'ml',
      runId: 'r1',
      attempt: 1,
      commit: 'a'.repeat(40),
      branch: 'main',
      steps: [['train'], ['serve']],
      edges: [['train', 'serve']],
    },
    { type: 'wave.started', at: 1001, stages: ['train'] },
    { type: 'stage.started', at: 1002, stage: 'train', kind: 'batch', attempt: 1 },
    { type: 'stage.log', at: 1100, stage: 'train', pod: 'train-1', container: 'main', line: 'epoch 1' },
    {
      type: 'stage.finished',
      at: 8002,
      stage: 'train',
      kind: 'batch',
      outcome: 'succeeded',
      attempts: 1,
      timings: someTimings,
      outputs: { accuracy: '0.97' },
      exitCode: 0,
    },
    { type: 'wave.finished', at: 8003, stages: ['train'] },
    { type: 'wave.started', at: 8004, stages: ['serve'] },
    { type: 'stage.started', at: 8005, stage: 'serve', kind: 'service', attempt: 1 },
    { type: 'stage.waiting', at: 8100, stage: 'serve', reason: 'not-ready', message: 'starting', ready: 0, wanted: 2 },
    {
      type: 'stage.finished',
      at: 15_005,
      stage: 'serve',
      kind: 'service',
      outcome: 'failed',
      attempts: 1,
      timings: someTimings,
      outputs: {},
      failure,
    },
    { type: 'wave.finished', at: 15_006, stages: ['serve'] },
    { type: 'rollback.started', at: 15_007, toCommit: 'b'.repeat(40), fromCommit: 'a'.repeat(40), objects: 2 },
    {
      type: 'rollback.finished',
      at: 16_000,
      outcome: 'restored',
      toCommit: 'b'.repeat(40),
      items: [
        { object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'ml', name: 'serve' }, action: 'restored' },
      ],
      durationMs: 993,
      verified: true,
    },
    {
      type: 'run.finished',
      at: 16_001,
      outcome: 'failed',
      rollback: 'restored',
      failedStage: 'serve',
      failure,
      problems: [],
      durationMs: 15_001,
      revision: 4,
      services: { serve: 'http://serve.ml.svc.cluster.local:5000' },
    },
  ]
}
