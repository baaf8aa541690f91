import { createHash } from 'node:crypto'
import { parsedJson } from '../model/json-text.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { field } from './objects.ts'
import type { Plan } from './plan.ts'

/** What the world looks like when a saved plan is about to be run. */
export interface PlanExpectation {
  readonly version: string
  /** The commit that is checked out; undefined when there is no checkout to compare with. */
  readonly commit?: string
}

/** A plan as the text of a file, with a hash over all of it. */
export function planText(plan: Plan): string {
  const body = JSON.stringify(plan)
  return `${JSON.stringify({ bodyworkPlan: 1, sha256: hashOf(body), plan })}\n`
}

/** A saved plan, or why it cannot be run as it is. */
export function readPlan(text: string, file: string, expected: PlanExpectation): Result<Plan> {
  const saved = parsedJson(text)
  const plan = field(saved, 'plan')
  if (field(saved, 'bodyworkPlan') !== 1 || !isPlan(plan))
    return refused(file, 'not-a-plan', 'is not a saved plan', 'Make one: bodywork plan --save FILE')
  if (field(saved, 'sha256') !== hashOf(JSON.stringify(plan)))
    return refused(file, 'plan-damaged', 'was changed or cut after it was saved', 'Save it again.')
  const { version, commit } = plan.facts
  if (version !== expected.version)
    return refused(
      file,
      'plan-version',
      `was made by version ${version}, this is ${expected.version}`,
      'Save it again.',
    )
  if (expected.commit !== undefined && commit !== expected.commit)
    return refused(file, 'plan-commit', `is for commit ${commit}, checked out is ${expected.commit}`, 'Save it again.')
  return ok(plan)
}

function refused(file: string, code: string, message: string, hint: string): Result<Plan> {
  const place = { file, line: 1, column: 1 }
  const problem: Problem = { severity: 'error', code: `plan/${code}`, message: `${file} ${message}`, hint, place }
  return failed(problem)
}

/** The hash vouches for the rest: only what this program wrote has one that fits. */
function isPlan(value: unknown): value is Plan {
  return field(value, 'formatVersion') === 1 && typeof field(value, 'facts', 'commit') === 'string'
}

function hashOf(body: string): string {
  return createHash('sha256').update(body).digest('hex')
}
