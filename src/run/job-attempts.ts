import { field, type KubeObject } from '../plan/objects.ts'
import type { PlannedStage } from '../plan/plan.ts'
import { jobForAttempt } from '../plan/plan-for.ts'
import type { AttemptParts, AttemptRunner } from './attempt-runner.ts'
import { type Engine, tell } from './engine.ts'
import type { ObjectRef } from './events.ts'
import { failureFrom } from './failure-from.ts'
import type { Subject, Verdict } from './judgement.ts'
import { matrixVerdict } from './matrix-verdict.ts'
import { stageLabelOf } from './own-label.ts'
import { podsOfRun } from './own-pods.ts'
import { listField, refOf, textField, uidOf } from './world.ts'

/** Attempts of a batch stage: one Job each. */
export function jobAttempts(engine: Engine, planned: PlannedStage, parts: AttemptParts): AttemptRunner {
  const { stage } = planned
  const { env } = parts
  const onVerdict = (verdict: Verdict): void =>
    parts.onVerdict(stage.kind === 'batch' ? matrixVerdict(engine, stage, verdict) : verdict)
  let unfollow = (): void => undefined
  let watch = (): void => undefined
  let isForgotten = false
  const jobRef = (attempt: number): ObjectRef => refOf(jobForAttempt(engine.plan, planned, attempt, env))
  return {
    send: async (attempt) => {
      unfollow()
      const job = jobForAttempt(engine.plan, planned, attempt, env)
      const ref = refOf(job)
      try {
        const { object, existed } = await engine.cluster.create(job)
        tell(engine, {
          type: 'object.applied',
          stage: stage.name,
          object: ref,
          change: existed ? 'unchanged' : 'created',
        })
        if (isForgotten) {
          await engine.cluster.delete(ref, { propagation: 'Background' })
          return undefined
        }
        const subject: Subject = { kind: 'job', ref, uid: uidOf(object) }
        watch = () => {
          if (!isForgotten) unfollow = engine.tracker.follow(subject, stageLabelOf(job), onVerdict)
        }
        return undefined
      } catch (error) {
        return failureFrom(error, ref)
      }
    },
    watch: () => watch(),
    stop: async (attempt, isCancelled) => {
      unfollow()
      const ref = jobRef(attempt)
      const isOver = podsOfRun(engine, planned).every(hasEnded)
      if (!isCancelled && (engine.options.keep || isOver)) return
      await engine.cluster.delete(ref, { propagation: 'Background' })
    },
    forget: () => {
      isForgotten = true
      unfollow()
    },
  }
}

/** Its containers end a second before its phase says so; deleting it then would cut off its log. */
function hasEnded(pod: KubeObject): boolean {
  const statuses = listField(pod, 'status', 'containerStatuses')
  const isOver = statuses.length > 0 && statuses.every((status) => field(status, 'state', 'terminated') !== undefined)
  return isOver || ['Succeeded', 'Failed'].includes(textField(pod, 'status', 'phase') ?? '')
}
