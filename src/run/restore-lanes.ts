import type { RollbackStep } from './rollback.ts'

/** The steps of a rollback by what has to wait for what. */
export interface RestoreLanes {
  /** What stages share and need: put back before any of them. */
  readonly first: readonly RollbackStep[]
  /** One lane a stage, which need not wait for each other; each in its order. */
  readonly beside: readonly (readonly RollbackStep[])[]
  /** What stages share and did not have: taken away when none of them needs it any more. */
  readonly last: readonly RollbackStep[]
}

/** Sorts steps into lanes; within a stage what pods read comes before the pods, the rest stays as it was. */
export function restoreLanes(steps: readonly RollbackStep[]): RestoreLanes {
  const shared = steps.filter(({ stage }) => stage === undefined)
  const byStage = Map.groupBy(
    steps.filter(({ stage }) => stage !== undefined),
    ({ stage }) => stage,
  )
  return {
    first: shared.filter(({ action }) => action !== 'delete'),
    beside: [...byStage.values()].map((lane) => [...lane.filter(isRead), ...lane.filter((step) => !isRead(step))]),
    last: shared.filter(({ action }) => action === 'delete'),
  }
}

function isRead({ action, ref }: RollbackStep): boolean {
  return action === 'restore' && (ref.kind === 'ConfigMap' || ref.kind === 'Secret')
}
