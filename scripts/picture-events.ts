import type { RunEvent, StageTimings } from '../src/run/events.ts'

const second = 1000
const names = ['prepare', 'train-linear', 'train-forest', 'choose', 'serve', 'smoke-test'] as const

const timings = (wait: number, pull: number, setup: number, run: number): StageTimings => ({
  waitMs: wait * second,
  pullMs: pull * second,
  setupMs: setup * second,
  runMs: run * second,
  totalMs: (wait + pull + setup + run) * second,
})

function batch(
  stage: string,
  from: number,
  time: StageTimings,
  outputs: Readonly<Record<string, string>>,
): readonly RunEvent[] {
  const at = from * second
  return [
    { type: 'stage.started', at, stage, kind: 'batch', attempt: 1 },
    {
      type: 'stage.finished',
      at: at + time.totalMs,
      stage,
      kind: 'batch',
      outcome: 'succeeded',
      attempts: 1,
      timings: time,
      outputs,
      exitCode: 0,
      image: 'python@sha256:7cd0a8b30f6e3d1a5d9e',
    },
  ]
}

/** A run that tells most of what a report can show: two trainings side by side, a service out of memory, a restore. */
export function pictureEvents(): readonly RunEvent[] {
  const [prepare, linear, forest, choose, serve, smoke] = names
  const object = (kind: string, apiVersion: string) => ({ apiVersion, kind, namespace: 'ml', name: serve })
  const failure = {
    cause: 'oom',
    message: 'container bodywork was killed because it used more than its memory limit of 512Mi',
    hint: 'Raise resources.memory of the stage, or load a smaller model.',
    object: { apiVersion: 'v1', kind: 'Pod', namespace: 'ml', name: 'serve-7d9f5c6b8-x2vqk' },
    evidence: [
      { path: 'status.containerStatuses[0].lastState.terminated.reason', value: 'OOMKilled' },
      { path: 'status.containerStatuses[0].restartCount', value: '2' },
    ],
    exitCode: 137,
    lastLines: ['loading model.joblib (412 MB)', 'warming up 4 workers'],
    place: { file: 'bodywork.yaml', line: 31, column: 3 },
    isInfrastructure: false,
  }
  const commit = '3fa94c1d0b7e52a86f1c9d4e7b20a5c8f6e1d390'
  const toCommit = '9b1e0c77a4d2f35b8e6a1c0d9f7b3e52c4a8d601'
  return [
    {
      type: 'run.started',
      at: 0,
      pipeline: 'iris',
      namespace: 'ml',
      runId: '4242-deploy',
      attempt: 1,
      commit,
      branch: 'main',
      steps: [[prepare], [linear, forest], [choose], [serve], [smoke]],
      edges: [
        [prepare, linear],
        [prepare, forest],
        [linear, choose],
        [forest, choose],
        [choose, serve],
        [serve, smoke],
      ],
    },
    ...batch(prepare, 1, timings(0.4, 3.1, 5.2, 12.4), { rows: '150000' }),
    ...batch(linear, 22.3, timings(0.3, 0, 4.8, 18.1), { accuracy: '0.942' }),
    ...batch(forest, 22.3, timings(0.4, 0, 4.9, 41.6), { accuracy: '0.971' }),
    ...batch(choose, 69.4, timings(0.3, 0, 4.6, 2.2), { model: 'forest', accuracy: '0.971' }),
    { type: 'stage.started', at: 77 * second, stage: serve, kind: 'service', attempt: 1 },
    {
      type: 'stage.finished',
      at: 96 * second,
      stage: serve,
      kind: 'service',
      outcome: 'failed',
      attempts: 1,
      timings: timings(0.5, 0, 5.1, 13.4),
      outputs: {},
      failure,
      exitCode: 137,
      image: 'python@sha256:7cd0a8b30f6e3d1a5d9e',
    },
    {
      type: 'stage.finished',
      at: 96 * second,
      stage: smoke,
      kind: 'batch',
      outcome: 'skipped',
      attempts: 0,
      timings: timings(0, 0, 0, 0),
      outputs: {},
      reason: 'stage "serve" failed',
    },
    {
      type: 'rollback.finished',
      at: 104 * second,
      outcome: 'restored',
      toCommit,
      items: [
        { object: object('Deployment', 'apps/v1'), action: 'restored' },
        { object: object('Service', 'v1'), action: 'restored' },
      ],
      durationMs: 7.8 * second,
      verified: true,
    },
    {
      type: 'run.finished',
      at: 104 * second,
      outcome: 'failed',
      rollback: 'restored',
      failedStage: serve,
      failure,
      problems: [],
      durationMs: 104 * second,
      revision: 12,
      services: {},
    },
  ]
}
