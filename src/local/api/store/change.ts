import type { KubeObject } from '../../../plan/objects.ts'
import type { StoreEvent } from '../../contract.ts'

/** One write as it is kept for watches that start in the past. */
export interface Change {
  readonly type: StoreEvent['type']
  readonly storage: string
  readonly version: number
  readonly object: KubeObject
  readonly previous: KubeObject | undefined
}
