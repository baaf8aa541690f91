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

/** An object that the plan is about, as it was in the cluster when the plan was made. */
export interface SeenObject {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
  /** Hash of what it holds; absent when it was not there. */
  readonly hash?: string
}

/** A plan that was made to be run later. */
export interface SavedPlan {
  readonly plan: Plan
  /** Absent when no cluster was asked. */
  readonly seen?: readonly SeenObject[]
}

/** A plan as the text of a file, with a hash over all of it. */
export function planText(saved: SavedPlan): string {
  return `${JSON.stringify({ bodyworkPlan: 1, sha256: hashOf(JSON.stringify(saved)), saved })}\n`
}

/** A saved plan, or why it cannot be run as it is. */
export function readPlan(text: string, file: string, expected: PlanExpectation): Result<SavedPlan> {
  const read = parsedJson(text)
  const saved = field(read, 'saved')
  if (field(read, 'bodyworkPlan') !== 1 || !isSavedPlan(saved))
    return refused(file, 'not-a-plan', 'is not a saved plan', 'Make one: bodywork plan --save FILE')
  if (field(read, 'sha256') !== hashOf(JSON.stringify(saved)))
    return refused(file, 'plan-damaged', 'was changed or cut after it was saved', 'Save it again.')
  const { version } = saved.plan.facts
  if (version !== expected.version)
    return refused(
      file,
      'plan-version',
      `was made by version ${version}, this is ${expected.version}`,
      'Save it again.',
    )
  return expected.commit === undefined ? ok(saved) : planForCommit(saved, file, expected.commit)
}

/** A saved plan, unless it is for another commit than the one that is checked out. */
export function planForCommit(saved: SavedPlan, file: string, checkedOut: string): Result<SavedPlan> {
  const { commit } = saved.plan.facts
  if (commit === checkedOut) return ok(saved)
  return refused(file, 'plan-commit', `is for commit ${commit}, checked out is ${checkedOut}`, 'Save it again.')
}

function refused(file: string, code: string, message: string, hint: string): Result<SavedPlan> {
  const place = { file, line: 1, column: 1 }
  const problem: Problem = { severity: 'error', code: `plan/${code}`, message: `${file} ${message}`, hint, place }
  return failed(problem)
}

/** The hash vouches for the rest: only what this program wrote has one that fits. */
function isSavedPlan(value: unknown): value is SavedPlan {
  const plan = field(value, 'plan')
  return field(plan, 'formatVersion') === 1 && typeof field(plan, 'facts', 'commit') === 'string'
}

function hashOf(body: string): string {
  return createHash('sha256').update(body).digest('hex')
}
