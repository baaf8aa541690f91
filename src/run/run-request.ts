import type { Plan } from '../plan/plan.ts'
import type { RunOptions } from './engine.ts'
import type { Graces } from './judgement.ts'
import type { Ports } from './ports.ts'
import { keptRecords } from './record-store.ts'
import type { Judge } from './tracker.ts'

/** A run to be done. */
export interface RunRequest {
  readonly plan: Plan
  readonly ports: Ports
  readonly judge: Judge
  readonly options?: Partial<RunOptions>
  readonly graces?: Partial<Graces>
  /** Asks the run to stop: nothing new, Jobs deleted, the record marked. */
  readonly signal: AbortSignal
}

/** Options of a run that nobody changed. */
export const defaultOptions: RunOptions = {
  failFast: 'cancel',
  rollback: true,
  keep: false,
  force: false,
  onCancel: 'rollback',
  waitLockMs: 0,
  historyLimit: keptRecords,
  changed: () => true,
}
