import type { Problem } from '../model/problem.ts'
import type {
  Emit,
  Failure,
  RollbackItem,
  RollbackOutcome,
  RunEvent,
  RunOutcome,
  StageOutcome,
  StageTimings,
} from '../run/events.ts'

/** Version of the report's JSON; docs/reference/report.md describes it. */
export const reportFormatVersion = 1

/** What a report says of one stage. */
export interface StageReport {
  readonly name: string
  readonly kind: string
  readonly outcome: StageOutcome | 'running' | 'waiting'
  readonly attempts: number
  readonly startedAt?: number
  readonly finishedAt?: number
  readonly timings?: StageTimings
  readonly outputs: Readonly<Record<string, string>>
  readonly failure?: Failure
  readonly url?: string
  readonly image?: string
  readonly exitCode?: number
  readonly reason?: string
}

/** A whole run, as every written report shows it. */
export interface RunReport {
  readonly formatVersion: typeof reportFormatVersion
  readonly pipeline: string
  readonly namespace: string
  readonly runId: string
  readonly attempt: number
  readonly commit: string
  readonly branch?: string
  readonly startedAt: number
  readonly durationMs: number
  readonly outcome: RunOutcome | 'running'
  readonly verdict?: RunEvent & { readonly type: 'run.finished' }
  readonly steps: readonly (readonly string[])[]
  readonly edges: readonly (readonly [string, string])[]
  readonly stages: readonly StageReport[]
  readonly rollback?: {
    readonly outcome: RollbackOutcome
    readonly toCommit?: string
    readonly items: readonly RollbackItem[]
    readonly durationMs: number
    readonly verified: boolean
  }
  readonly notices: readonly { readonly level: string; readonly message: string; readonly stage?: string }[]
  readonly problems: readonly Problem[]
  readonly services: Readonly<Record<string, string>>
  readonly revision?: number
}

/** Gathers events into a report that can be read at any moment. */
export interface ReportKeeper {
  readonly emit: Emit
  report(): RunReport
}

/** A keeper for one run. */
export function reportKeeper(): ReportKeeper {
  let report: RunReport = emptyReport
  return {
    emit: (event) => {
      report = folded(report, event)
    },
    report: () => report,
  }
}

const emptyReport: RunReport = {
  formatVersion: reportFormatVersion,
  pipeline: '',
  namespace: '',
  runId: '',
  attempt: 1,
  commit: '',
  startedAt: 0,
  durationMs: 0,
  outcome: 'running',
  steps: [],
  edges: [],
  stages: [],
  notices: [],
  problems: [],
  services: {},
}

/** The report after one more event. */
function folded(report: RunReport, event: RunEvent): RunReport {
  switch (event.type) {
    case 'run.started':
      return started(report, event)
    case 'stage.started':
      return withStage(report, event.stage, (stage) => ({
        ...stage,
        kind: event.kind,
        outcome: 'running',
        attempts: event.attempt,
        startedAt: stage.startedAt ?? event.at,
      }))
    case 'stage.finished':
      return withStage(report, event.stage, (stage) => finishedStage(stage, event))
    case 'rollback.finished': {
      const { outcome, toCommit, items, durationMs, verified } = event
      return {
        ...report,
        rollback: { outcome, ...(toCommit === undefined ? {} : { toCommit }), items, durationMs, verified },
      }
    }
    case 'notice':
      return event.level === 'debug'
        ? report
        : {
            ...report,
            notices: [
              ...report.notices.slice(-199),
              {
                level: event.level,
                message: event.message,
                ...(event.stage === undefined ? {} : { stage: event.stage }),
              },
            ],
          }
    case 'run.finished':
      return {
        ...report,
        outcome: event.outcome,
        verdict: event,
        durationMs: event.durationMs,
        problems: event.problems,
        services: event.services,
        ...(event.revision === undefined ? {} : { revision: event.revision }),
      }
    default:
      return report
  }
}

function started(report: RunReport, event: RunEvent & { readonly type: 'run.started' }): RunReport {
  const { pipeline, namespace, runId, attempt, commit, branch, steps, edges } = event
  const stages = steps
    .flat()
    .map((name): StageReport => ({ name, kind: 'batch', outcome: 'waiting', attempts: 0, outputs: {} }))
  return {
    ...report,
    ...{ pipeline, namespace, runId, attempt, commit, steps, edges, stages },
    ...(branch === undefined ? {} : { branch }),
    startedAt: event.at,
  }
}

function finishedStage(stage: StageReport, event: RunEvent & { readonly type: 'stage.finished' }): StageReport {
  const { type: _type, at, stage: name, ...rest } = event
  return { ...stage, ...rest, name, finishedAt: at, startedAt: stage.startedAt ?? at }
}

function withStage(report: RunReport, name: string, change: (stage: StageReport) => StageReport): RunReport {
  const known = report.stages.some((stage) => stage.name === name)
  const stages: readonly StageReport[] = known
    ? report.stages
    : [...report.stages, { name, kind: 'batch', outcome: 'waiting', attempts: 0, outputs: {} }]
  return { ...report, stages: stages.map((stage) => (stage.name === name ? change(stage) : stage)) }
}
