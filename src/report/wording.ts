import { never } from '../model/problem.ts'
import type { Failure, ObjectRef, RollbackOutcome, RunEvent } from '../run/events.ts'
import { durationText } from './duration-text.ts'

/** An event as one sentence, the same for every renderer; undefined for log lines and what need not be said. */
export function sentence(event: RunEvent): string | undefined {
  switch (event.type) {
    case 'run.started':
      return `deploying ${event.pipeline} to namespace ${event.namespace} at ${commitText(event.commit, event.branch)}${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`
    case 'wave.started':
      return `stages ${list(event.stages)}`
    case 'wave.finished':
    case 'stage.log':
      return undefined
    case 'object.applied':
      return event.change === 'unchanged' ? undefined : `${objectText(event.object)} ${event.change}`
    case 'stage.started':
      return event.attempt > 1 ? `started, attempt ${event.attempt}` : 'started'
    case 'stage.waiting':
      return event.ready === undefined || event.wanted === undefined
        ? event.message
        : `${event.message} (${event.ready}/${event.wanted} ready)`
    case 'stage.running':
      return `running in pod ${event.pod}${event.node === undefined ? '' : ` on node ${event.node}`}`
    case 'stage.retrying':
      return `${event.failure.message}; attempt ${event.attempt} starts in ${durationText(event.delayMs)}`
    case 'stage.finished':
      return stageFinished(event)
    case 'rollback.started':
      return event.toCommit === undefined
        ? `removing what this run created (${count(event.objects, 'object')})`
        : `restoring ${commitText(event.toCommit)} (${count(event.objects, 'object')})`
    case 'rollback.finished':
      return rollbackFinished(event)
    case 'run.finished':
      return verdictSentence(event)
    case 'notice':
      return event.message
    default:
      return never(event)
  }
}

function stageFinished(event: RunEvent & { readonly type: 'stage.finished' }): string {
  const after = `after ${durationText(event.timings.totalMs)}`
  switch (event.outcome) {
    case 'succeeded':
      return event.url === undefined ? `succeeded ${after}` : `serving ${after}: ${event.url}`
    case 'failed':
      return `failed ${after}: ${event.failure?.message ?? 'no cause is known'}`
    case 'skipped':
      return `skipped: ${event.reason ?? 'its condition does not hold'}`
    case 'cancelled':
      return `cancelled ${after}`
    default:
      return never(event.outcome)
  }
}

function rollbackFinished(event: RunEvent & { readonly type: 'rollback.finished' }): string {
  const took = durationText(event.durationMs)
  const touched = count(event.items.filter((item) => item.action !== 'kept').length, 'object')
  switch (event.outcome) {
    case 'restored':
      return event.toCommit === undefined
        ? `removed what this run created: ${touched} in ${took}`
        : `restored ${commitText(event.toCommit)}: ${touched} in ${took}, ${event.verified ? 'verified' : 'not verified'}`
    case 'restore-failed':
      return `restoring failed after ${took}: ${event.items
        .filter((item) => item.action === 'failed')
        .map((item) => `${objectText(item.object)} (${item.reason ?? 'unknown reason'})`)
        .join(', ')}`
    case 'deferred':
      return 'restoring is left to the next step'
    case 'not-needed':
      return 'nothing had to be restored'
    default:
      return never(event.outcome)
  }
}

/** The verdict of a whole run in one sentence: what happened, why, and what serves now. */
export function verdictSentence(event: RunEvent & { readonly type: 'run.finished' }): string {
  const took = `in ${durationText(event.durationMs)}`
  switch (event.outcome) {
    case 'succeeded':
      return `deployed ${took}${event.revision === undefined ? '' : ` as revision ${event.revision}`}`
    case 'failed':
      return `failed ${took}${event.failedStage === undefined ? '' : `: stage ${event.failedStage}`}${event.failure === undefined ? '' : `: ${event.failure.message}`}; ${restoredText(event.rollback)}`
    case 'refused':
      return `refused: ${event.problems[0]?.message ?? 'the cluster did not accept the run'}`
    case 'cancelled':
      return `cancelled ${took}; ${restoredText(event.rollback)}`
    default:
      return never(event.outcome)
  }
}

/** What a rollback left behind, in a few words. */
export function restoredText(rollback: RollbackOutcome): string {
  switch (rollback) {
    case 'restored':
      return 'what was deployed before is back'
    case 'not-needed':
      return 'nothing had to be restored'
    case 'restore-failed':
      return 'restoring did NOT succeed'
    case 'deferred':
      return 'the next step restores what was there before'
    default:
      return never(rollback)
  }
}

/** A failure in a few lines: sentence, evidence and hint. */
export function failureLines(failure: Failure): readonly string[] {
  return [
    failure.message,
    ...failure.evidence.map((item) => `  ${item.path} = ${item.value}`),
    ...(failure.hint === undefined ? [] : [`  hint: ${failure.hint}`]),
  ]
}

/** An object as kubectl names it: `deployment/serve`. */
export function objectText(object: ObjectRef): string {
  return `${object.kind.toLowerCase()}/${object.name}`
}

/** A commit as people read it: seven characters and the branch. */
export function commitText(commit: string, branch?: string): string {
  const short = /^[0-9a-f]{40}$/.test(commit) ? commit.slice(0, 7) : commit
  return branch === undefined ? short : `${short} (${branch})`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function list(names: readonly string[]): string {
  return names.join(', ')
}
