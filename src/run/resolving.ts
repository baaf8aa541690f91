import type { Engine } from './engine.ts'

/** What a stage is resolved with. */
export type Resolving = Pick<Engine, 'plan' | 'outputs' | 'resolved'> & {
  readonly options: Pick<Engine['options'], 'earlier'>
}
