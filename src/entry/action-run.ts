import { resolve } from 'node:path'
import { hasErrors, never, type Problem, ProblemError } from '../model/problem.ts'
import { redactor } from '../report/redact.ts'
import { type ReportKeeper, reportKeeper } from '../report/run-report.ts'
import { longestSummary, summaryMarkdown } from '../report/summary.ts'
import type { Emit } from '../run/events.ts'
import { actionCli } from './action-cli.ts'
import { deploymentsOf } from './action-deployments.ts'
import type { ActionDoor } from './action-door.ts'
import type { ActionInputs } from './action-inputs.ts'
import { outputsOf } from './action-outputs.ts'
import { planStep } from './action-plan.ts'
import { tell } from './action-problems.ts'
import { requestOf } from './action-request.ts'
import { givenSecrets, placedSecrets, secretTexts } from './action-secrets.ts'
import { runSeveral } from './action-several.ts'
import { deploy, pipelineLabelOf, planForRun } from './deploy-run.ts'
import { exitCodeForProblem, exitCodeForRun, exitCodes } from './exit-codes.ts'
import { actionCommands } from './inputs.ts'
import { keptFiles } from './kept-files.ts'
import { liveLog } from './live-log.ts'
import { logFiles } from './log-files.ts'
import { writeReports } from './report-files.ts'
import type { ServiceDeployments } from './service-deployments.ts'
import { severalFiles } from './several-files.ts'

const longestFarewellMs = 1500

/** Does what the input `command` says, for one configuration or for each that a pattern stands for. */
export async function runActionCommand(door: ActionDoor, inputs: ActionInputs): Promise<number> {
  const files = await severalFiles(inputs.text('config'), door.cwd)
  return files === undefined ? runOne(door, inputs) : runSeveral(door, inputs, files, runOne)
}

function runOne(door: ActionDoor, inputs: ActionInputs): Promise<number> {
  const command = actionCommands.find((name) => name === inputs.text('command')) ?? 'deploy'
  switch (command) {
    case 'deploy':
      return deployStep(door, inputs)
    case 'plan':
      return planStep(door, inputs)
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
  const secrets = givenSecrets(inputs)
  const redact = redactor(secretTexts(secrets))
  const folder = inputs.text('report-dir')
  const asked = requestOf(door, inputs, secrets)
  const onKept = folder === undefined ? undefined : keptFiles(resolve(door.cwd, folder, 'artifacts'))
  const request = onKept === undefined ? asked : { ...asked, options: { ...asked.options, onKept } }
  const planned = await planForRun(request, door.wiring)
  if (!planned.ok || hasErrors(planned.problems)) return refuse(door, planned.problems)
  const plan = placedSecrets(planned.value, secrets)
  tell(door.runner, planned.problems)
  if (!plan.ok) return refuse(door, plan.problems)
  tell(door.runner, plan.problems)
  const { name, namespace } = plan.value.pipeline
  door.runner.saveState('pipeline', pipelineLabelOf(name))
  door.runner.saveState('namespace', namespace)
  const keeper = reportKeeper()
  const files = folder === undefined ? undefined : logFiles(resolve(door.cwd, folder, 'logs'))
  const log = liveLog(door, inputs, plan.value.pipeline.logLevel)
  const deployments = deploymentsOf(door, inputs)
  const emit: Emit = redact.events((event) => {
    log.emit(event)
    keeper.emit(event)
    deployments?.emit(event)
    files?.emit(event)
  })
  try {
    const { end } = await deploy(request, plan.value, door.wiring, emit)
    door.runner.saveState('outcome', end.outcome === 'cancelled' ? `cancelled-${end.rollback}` : end.outcome)
    return exitCodeForRun(end.outcome, end.rollback)
  } catch (error) {
    if (!(error instanceof ProblemError) || keeper.report().verdict === undefined) throw error
    // Told already, as the end of the run. What the cluster broke off in the middle is for the post step.
    if (error.kind !== 'cluster') door.runner.saveState('outcome', 'refused')
    return exitCodeForProblem(error.kind)
  } finally {
    log.close()
    await files?.close()
    await writeResults(door, inputs, keeper)
    if (deployments !== undefined) await tellGithub(door, deployments, keeper)
  }
}

/** A cancelled step has no time to wait for GitHub. */
async function tellGithub(door: ActionDoor, deployments: ServiceDeployments, keeper: ReportKeeper): Promise<void> {
  const told = deployments.finish(keeper.report()).then((problems) => tell(door.runner, problems))
  await (door.signal.aborted ? Promise.race([told, door.wiring.clock.sleep(longestFarewellMs)]) : told)
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
