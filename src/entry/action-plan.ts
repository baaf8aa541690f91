import { readFile } from 'node:fs/promises'
import { hasErrors, type Problem } from '../model/problem.ts'
import { planAsMarkdown } from '../report/plan-markdown.ts'
import { planAsText } from '../report/plan-text.ts'
import type { Preview } from '../run/preview.ts'
import type { ActionDoor } from './action-door.ts'
import type { ActionInputs } from './action-inputs.ts'
import { tell } from './action-problems.ts'
import { overlayOf, requestOf } from './action-request.ts'
import { meansCluster } from './action-target.ts'
import { dryRun, planForRun } from './deploy-run.ts'
import { exitCodes } from './exit-codes.ts'
import { githubApi } from './github-api.ts'
import { type CommentEnd, keepComment, pullRequestOf } from './pull-request-comment.ts'

/** `command: plan`: the plan goes to the log, the summary and, when that is wanted, one comment of the pull request. */
export async function planStep(door: ActionDoor, inputs: ActionInputs): Promise<number> {
  const { runner } = door
  const request = requestOf(door, inputs)
  const plan = await planForRun(request, door.wiring)
  tell(runner, plan.problems)
  if (!plan.ok || hasErrors(plan.problems)) return ended(door, 'refused', exitCodes.wrongInput, plan.problems)
  const preview = meansCluster(door, inputs) ? await dryRun(request, plan.value, door.wiring) : undefined
  runner.startGroup(`plan of ${plan.value.pipeline.name}`)
  for (const line of planAsText(plan.value, preview).split('\n')) door.write(`plan | ${line}\n`)
  runner.endGroup()
  const markdown = planAsMarkdown(plan.value, preview)
  if (inputs.flag('summary')) await runner.writeSummary(markdown)
  if (inputs.flag('comment')) await comment(door, inputs, markdown)
  const refusals = refusedBy(preview)
  tell(runner, refusals)
  return refusals.length > 0
    ? ended(door, 'refused', exitCodes.clusterRefused, refusals)
    : ended(door, 'succeeded', exitCodes.done, [])
}

function refusedBy(preview: Preview | undefined): readonly Problem[] {
  const refused = (preview?.objects ?? []).flatMap(({ problems }) => problems)
  return [...refused, ...(preview?.preflight ?? []).filter(({ severity }) => severity === 'error')]
}

function ended(door: ActionDoor, status: string, code: number, problems: readonly Problem[]): number {
  door.runner.setOutput('status', status)
  door.runner.setOutput('failure-cause', problems.find(({ severity }) => severity === 'error')?.code ?? '')
  return code
}

/** A comment is a courtesy: without the right to write one the plan itself still stands. */
async function comment(door: ActionDoor, inputs: ActionInputs, markdown: string): Promise<void> {
  const at = pullRequestOf(door.env['GITHUB_REPOSITORY'], await eventPayload(door))
  if (at === undefined) {
    tell(door.runner, [warning('this event has no pull request to comment on', 'Use "comment" on pull_request.')])
    return
  }
  const api = githubApi(door.env, inputs.text('github-token') ?? '')
  const end = await keepComment(api, at, commentKey(inputs), markdown)
  if (end.kind === 'refused') tell(door.runner, [refusal(end)])
  else door.write(`bodywork | comment ${end.kind}: ${end.url}\n`)
}

/** The plan of each environment has a comment of its own. */
function commentKey(inputs: ActionInputs): string {
  const { environment, values = [] } = overlayOf(inputs)
  return ['plan', inputs.text('config') ?? '', ...(environment === undefined ? [] : [environment]), ...values].join(' ')
}

function refusal(end: CommentEnd & { readonly kind: 'refused' }): Problem {
  const isForbidden = end.status === 403 || end.status === 404 || end.status === 401
  return warning(
    `GitHub did not take the comment (${end.status === 0 ? 'not reached' : end.status}: ${end.message})`,
    isForbidden
      ? 'Give the job "permissions: pull-requests: write"; pull requests from forks never have it.'
      : 'The plan is in the job summary.',
  )
}

function warning(message: string, hint: string): Problem {
  return { severity: 'warning', code: 'input/comment', message, hint }
}

async function eventPayload({ env }: ActionDoor): Promise<unknown> {
  try {
    return JSON.parse(await readFile(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'))
  } catch {
    return undefined
  }
}
