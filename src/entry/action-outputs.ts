import type { RunReport } from '../report/run-report.ts'

/** The outputs of the action after a run, by name; what is not known is the empty string. */
export function outputsOf(report: RunReport, reportPath: string | undefined): Readonly<Record<string, string>> {
  const urls = Object.entries(report.services)
  const verdict = report.verdict
  return {
    status: report.outcome,
    stages: JSON.stringify(Object.fromEntries(report.stages.map((stage) => [stage.name, stageOutput(stage)]))),
    'failed-stage': verdict?.failedStage ?? '',
    'failure-cause': verdict?.failure?.cause ?? verdict?.problems[0]?.code ?? '',
    outputs: JSON.stringify(
      Object.fromEntries(
        report.stages
          .filter(({ outputs }) => Object.keys(outputs).length > 0)
          .map(({ name, outputs }) => [name, outputs]),
      ),
    ),
    'service-urls': JSON.stringify(report.services),
    'primary-url': urls.at(-1)?.[1] ?? '',
    revision: report.revision === undefined ? '' : String(report.revision),
    'rolled-back': String(report.rollback?.outcome === 'restored' && report.rollback.verified),
    'report-path': reportPath ?? '',
    'duration-seconds': String(Math.round(report.durationMs / 1000)),
  }
}

function stageOutput(stage: RunReport['stages'][number]) {
  return {
    outcome: stage.outcome,
    attempts: stage.attempts,
    seconds: Math.round((stage.timings?.totalMs ?? 0) / 100) / 10,
    ...(stage.failure === undefined ? {} : { cause: stage.failure.cause }),
    ...(stage.url === undefined ? {} : { url: stage.url }),
  }
}
