import { never } from '../model/problem.ts'
import type { Failure } from './events.ts'
import type { Verdict } from './judgement.ts'
import { type RetryPolicy, retryDecision, type Spent } from './retry.ts'

/*
 * A batch stage:
 *
 *   creating ──created──► pending ──running──► running ──succeeded──► succeeded
 *      │ refused             │ failed, too long     │ failed, too long
 *      └─────────────┬───────┴──────────────────────┘
 *                    ▼
 *        budget left? ── yes ──► backing-off ── time ──► creating (attempt + 1)
 *                    └── no ───► failed
 *
 * A service or other objects:
 *
 *   applying ──applied──► rolling ──ready──► succeeded
 *      │ refused             │ failed, too long
 *      └─────────────────────┴──────────────► failed
 *
 * Any state that is not an end goes to `cancelled` when the run is cancelled.
 */

/** Where a stage stands. */
export type StageState =
  | { readonly tag: 'creating'; readonly attempt: number; readonly spent: Spent }
  | { readonly tag: 'pending'; readonly attempt: number; readonly spent: Spent; readonly since: number }
  | { readonly tag: 'running'; readonly attempt: number; readonly spent: Spent; readonly since: number }
  | { readonly tag: 'backing-off'; readonly attempt: number; readonly spent: Spent; readonly until: number }
  | { readonly tag: 'applying'; readonly attempt: 1 }
  | { readonly tag: 'rolling'; readonly attempt: 1; readonly since: number }
  | { readonly tag: 'succeeded'; readonly attempt: number; readonly exitCode?: number; readonly message: string }
  | { readonly tag: 'failed'; readonly attempt: number; readonly failure: Failure }
  | { readonly tag: 'cancelled'; readonly attempt: number }

/** What happened to a stage. */
export type StageFact =
  | { readonly tag: 'sent'; readonly now: number }
  | { readonly tag: 'refused'; readonly now: number; readonly failure: Failure }
  | { readonly tag: 'verdict'; readonly now: number; readonly verdict: Verdict }
  | { readonly tag: 'time'; readonly now: number; readonly suspected?: Failure }
  | { readonly tag: 'cancel'; readonly now: number }

/** What the stage wants done. */
export type StageOrder =
  | { readonly tag: 'send'; readonly attempt: number }
  | { readonly tag: 'retry-later'; readonly attempt: number; readonly delayMs: number; readonly failure: Failure }
  | { readonly tag: 'stop-attempt'; readonly attempt: number }
  | { readonly tag: 'finish' }

/** Limits of a stage, in milliseconds. */
export interface StageLimits {
  readonly retry: RetryPolicy
  /** How long it may take until its program runs (batch). */
  readonly pendingMs?: number
  /** How long one attempt may run (batch), or the roll-out may take (service). */
  readonly runningMs?: number
}

/** A step of the machine: the next state and what to do on the way. */
export interface Step {
  readonly state: StageState
  readonly orders: readonly StageOrder[]
}

/** The first state of a stage and its first order. */
export function startOf(kind: 'batch' | 'objects'): Step {
  return kind === 'batch'
    ? {
        state: { tag: 'creating', attempt: 1, spent: { own: 0, infrastructure: 0 } },
        orders: [{ tag: 'send', attempt: 1 }],
      }
    : { state: { tag: 'applying', attempt: 1 }, orders: [{ tag: 'send', attempt: 1 }] }
}

/** True when nothing more can happen to the stage. */
export function isEnd(state: StageState): boolean {
  return state.tag === 'succeeded' || state.tag === 'failed' || state.tag === 'cancelled'
}

/** When the machine wants a `time` fact, in milliseconds since the epoch. */
export function wakeAt(state: StageState, limits: StageLimits): number | undefined {
  if (state.tag === 'backing-off') return state.until
  if (state.tag === 'pending') return limits.pendingMs === undefined ? undefined : state.since + limits.pendingMs
  if (state.tag === 'running' || state.tag === 'rolling')
    return limits.runningMs === undefined ? undefined : state.since + limits.runningMs
  return undefined
}

/** The machine itself: a fact in, the next state and orders out. */
export function step(state: StageState, fact: StageFact, limits: StageLimits): Step {
  if (isEnd(state)) return stay(state)
  switch (fact.tag) {
    case 'sent':
      return sent(state, fact.now)
    case 'refused':
      return failedAttempt(state, fact.failure, fact.now, limits)
    case 'verdict':
      return judged(state, fact.verdict, fact.now, limits)
    case 'time':
      return timed(state, fact.now, limits, fact.suspected)
    case 'cancel':
      return {
        state: { tag: 'cancelled', attempt: state.attempt },
        orders: [{ tag: 'stop-attempt', attempt: state.attempt }, { tag: 'finish' }],
      }
    default:
      return never(fact)
  }
}

function stay(state: StageState): Step {
  return { state, orders: [] }
}

function sent(state: StageState, now: number): Step {
  if (state.tag === 'creating') return stay({ ...state, tag: 'pending', since: now })
  if (state.tag === 'applying') return stay({ tag: 'rolling', attempt: 1, since: now })
  return stay(state)
}

function judged(state: StageState, verdict: Verdict, now: number, limits: StageLimits): Step {
  if (state.tag !== 'pending' && state.tag !== 'running' && state.tag !== 'rolling') return stay(state)
  switch (verdict.state) {
    case 'waiting':
      return timed(state, now, limits, verdict.suspected)
    case 'running':
      return timed(state.tag === 'pending' ? { ...state, tag: 'running', since: now } : state, now, limits)
    case 'succeeded':
      return end({ tag: 'succeeded', attempt: state.attempt, exitCode: verdict.exitCode, message: verdict.outputs })
    case 'ready':
      return end({ tag: 'succeeded', attempt: state.attempt, message: '' })
    case 'failed':
      return failedAttempt(state, verdict.failure, now, limits)
    default:
      return never(verdict)
  }
}

function timed(state: StageState, now: number, limits: StageLimits, suspected?: Failure): Step {
  const due = wakeAt(state, limits)
  if (due === undefined || now < due) return stay(state)
  if (state.tag === 'backing-off')
    return {
      state: { tag: 'creating', attempt: state.attempt, spent: state.spent },
      orders: [{ tag: 'send', attempt: state.attempt }],
    }
  return failedAttempt(state, tooLong(state, limits, suspected), now, limits)
}

function failedAttempt(state: StageState, failure: Failure, now: number, limits: StageLimits): Step {
  if (state.tag !== 'creating' && state.tag !== 'pending' && state.tag !== 'running')
    return end({ tag: 'failed', attempt: state.attempt, failure })
  const decision = retryDecision(limits.retry, state.spent, failure)
  if (!decision.again) return end({ tag: 'failed', attempt: state.attempt, failure })
  const attempt = state.attempt + 1
  return {
    state: { tag: 'backing-off', attempt, spent: decision.spent, until: now + decision.delayMs },
    orders: [
      { tag: 'stop-attempt', attempt: state.attempt },
      { tag: 'retry-later', attempt, delayMs: decision.delayMs, failure },
    ],
  }
}

function end(state: StageState): Step {
  const stop: readonly StageOrder[] = state.tag === 'failed' ? [{ tag: 'stop-attempt', attempt: state.attempt }] : []
  return { state, orders: [...stop, { tag: 'finish' }] }
}

function tooLong(state: StageState, limits: StageLimits, suspected?: Failure): Failure {
  if (suspected !== undefined) return suspected
  const isPending = state.tag === 'pending'
  const limit = Math.round((isPending ? (limits.pendingMs ?? 0) : (limits.runningMs ?? 0)) / 1000)
  const words = {
    pending: [
      'pending-timeout',
      `did not start within ${limit} s`,
      'Raise batch.pending_timeout, or look at the nodes and the image.',
    ],
    running: [
      'timeout',
      `was still running after its limit of ${limit} s`,
      'Raise batch.timeout (max_completion_time_seconds).',
    ],
    rolling: [
      'rollout-timeout',
      `was not ready within ${limit} s`,
      'Raise service.startup_timeout, or look at its log.',
    ],
  }[isPending ? 'pending' : state.tag === 'running' ? 'running' : 'rolling']
  const [cause = '', message = '', hint = ''] = words
  return { cause, message: `the stage ${message}`, hint, evidence: [], lastLines: [], isInfrastructure: false }
}
