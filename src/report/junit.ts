import { durationText } from './duration-text.ts'
import { xmlText } from './markup.ts'
import type { RunReport, StageReport } from './run-report.ts'
import { failureLines } from './wording.ts'

/** The run as JUnit XML: one test case per stage, as CI systems show them. */
export function junitXml(report: RunReport): string {
  const failures = report.stages.filter((stage) => stage.outcome === 'failed').length
  const skipped = report.stages.filter((stage) => isSkipped(stage)).length
  const counts = `tests="${report.stages.length}" failures="${failures}" skipped="${skipped}" errors="0" time="${seconds(report.durationMs)}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${xmlText(report.pipeline)}" ${counts} timestamp="${new Date(report.startedAt).toISOString()}">`,
    ...report.stages.map((stage) => testCase(report, stage)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase(report: RunReport, stage: StageReport): string {
  const open = `    <testcase classname="${xmlText(report.pipeline)}" name="${xmlText(stage.name)}" time="${seconds(stage.timings?.totalMs ?? 0)}"`
  const failure = stage.failure
  if (stage.outcome === 'failed' && failure !== undefined) {
    const body = [...failureLines(failure), ...failure.lastLines].join('\n')
    return `${open}>\n      <failure type="${xmlText(failure.cause)}" message="${xmlText(failure.message)}">${xmlText(body)}</failure>\n    </testcase>`
  }
  if (isSkipped(stage))
    return `${open}>\n      <skipped message="${xmlText(stage.reason ?? stage.outcome)}"/>\n    </testcase>`
  return `${open}>\n      <system-out>${xmlText(`${stage.outcome} after ${durationText(stage.timings?.totalMs ?? 0)}`)}</system-out>\n    </testcase>`
}

function isSkipped(stage: StageReport): boolean {
  return stage.outcome === 'skipped' || stage.outcome === 'cancelled' || stage.outcome === 'waiting'
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3)
}
