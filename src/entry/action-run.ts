import { resolve } from 'node:path'
import { hasErrors, never, type Problem, ProblemError } from '../model/problem.ts'
import { githubLog } from '../report/github-log.ts'
import { redactor } from '../report/redact.ts'
import { type ReportKeeper, reportKeeper } from '../report/run-report.ts'
import { longestSummary, summaryMarkdown } from '../report/summary.ts'
import type { Emit } from '../run/events.ts'
import type { ActionDoor } from './action.ts'
import { actionCli } from './action-cli.ts'
import type { ActionInputs } from './action-inputs.ts'
import { outputsOf } from './action-outputs.ts'
import { tell } from './action-problems.ts'
import { actionTarget } from './action-target.ts'
import { type DeployRequest, deploy, pipelineLabelOf, planForRun } from './deploy-run.ts'
import { exitCodeForRun, exitCodes } from './exit-codes.ts'
import { actionCommands } from './inputs.ts'
import { logFiles } from './log-files.ts'
import { writeReports } from './report-files.ts'
import { parseSecretLines } from './secret-lines.ts'

/** Does what the input `command` says. */
export function runActionCommand(door: ActionDoor, inputs: ActionInputs): Promise<number> {
  const command = actionCommands.find((name) => name === inputs.text('command')) ?? 'deploy'
  switch (command) {
    case 'deploy':
      return deployStep(door, inputs)
    case 'plan':
    case 'diff':
    case 'validate':
    case 'rollback':
    case 'check':
    case 'render':
      return actionCli(door, inputs, command)
    default:
      return never(command)
  }
}

async function deployStep(door: ActionDoor, inputs: ActionInputs): Promise<number> {
  const secrets = parseSecretLines(inputs.text('secrets') ?? '')
  if (!secrets.ok) throw new ProblemError('user', secrets.problems)
  const redact = redactor(Object.values(secrets.value).flatMap((keys) => Object.values(keys)))
  const request = requestOf(door, inputs)
  const plan = await planForRun(request, door.wiring)
  if (!plan.ok || hasErrors(plan.problems)) return refuse(door, plan.problems)
  tell(door.runner, plan.problems)
  const { name, namespace } = plan.value.pipeline
  door.runner.saveState('pipeline', pipelineLabelOf(name))
  door.runner.saveState('namespace', namespace)
  const keeper = reportKeeper()
  const folder = inputs.text('report-dir')
  const files = folder === undefined ? undefined : logFiles(resolve(door.cwd, folder, 'logs'))
  const log = githubLog(door.write, door.runner, {
    annotations: inputs.flag('annotations'),
    showDebug: inputs.text('log-level') === 'debug' || door.runner.isDebug(),
  })
  const emit: Emit = redact.events((event) => {
    log(event)
    keeper.emit(event)
    files?.emit(event)
  })
  try {
    const { end } = await deploy(request, plan.value, door.wiring, emit)
    door.runner.saveState('outcome', end.outcome === 'cancelled' ? `cancelled-${end.rollback}` : end.outcome)
    return exitCodeForRun(end.outcome, end.rollback)
  } finally {
    await files?.close()
    await writeResults(door, inputs, keeper)
  }
}

/** A configuration that cannot run: every problem is an annotation, nothing was touched. */
function refuse(door: ActionDoor, problems: readonly Problem[]): number {
  tell(door.runner, problems)
  door.runner.setOutput('status', 'refused')
  door.runner.setOutput('failure-cause', problems.find(({ severity }) => severity === 'error')?.code ?? '')
  return exitCodes.wrongInput
}

/** Outputs, job summary and report files of what was told so far. */
export async function writeResults(door: ActionDoor, inputs: ActionInputs, keeper: ReportKeeper): Promise<void> {
  const report = keeper.report()
  const folder = inputs.text('report-dir')
  const path = folder === undefined ? undefined : await writeReports(report, resolve(door.cwd, folder))
  for (const [name, value] of Object.entries(outputsOf(report, path))) door.runner.setOutput(name, value)
  if (inputs.flag('summary')) await door.runner.writeSummary(summaryMarkdown(report, longestSummary))
}

function requestOf(door: ActionDoor, inputs: ActionInputs): DeployRequest {
  const namespace = inputs.text('namespace')
  const timeout = inputs.duration('timeout')
  return {
    plan: {
      file: inputs.text('config') ?? 'bodywork.yaml',
      cwd: door.cwd,
      env: door.env,
      strict: inputs.flag('strict'),
      worktree: false,
    },
    target: actionTarget(door, inputs),
    ...(namespace === undefined ? {} : { namespace }),
    selection: { only: inputs.lines('stages'), from: [], groups: [] },
    options: {
      rollback: inputs.flag('rollback'),
      waitLockMs: (inputs.duration('wait-lock') ?? 0) * 1000,
      resume: Number(door.env['GITHUB_RUN_ATTEMPT'] ?? 1) > 1,
      ...(timeout === undefined ? {} : { timeoutMs: timeout * 1000 }),
    },
    signal: door.signal,
  }
}
