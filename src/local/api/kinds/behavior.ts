import type { KubeObject } from '../../../plan/objects.ts'
import type { Draft } from '../json.ts'
import type { Kernel } from '../kernel.ts'
import type { Causes } from '../validation/causes.ts'

/** What is special about a kind. Each step may be left out. */
export interface Behavior {
  /** Whether `metadata.generation` counts changes of the wish. */
  readonly hasGeneration?: boolean
  /** What of an object counts for its generation; everything but metadata and status when left out. */
  readonly wishOf?: (object: Draft) => unknown
  /** Whether a PUT may create. */
  readonly isCreatedByPut?: boolean
  /** What happens to dependents when the request does not say. */
  readonly orphansDependents?: boolean
  /** Fills in what the server fills in, at every write. */
  readonly defaults?: (draft: Draft, kernel: Kernel) => void
  /** Fills in what is settled at creation only. */
  readonly onCreate?: (draft: Draft, kernel: Kernel) => void
  /** Fills in what depends on what admission made of a new object: its first status, its address. */
  readonly onAdmitted?: (draft: Draft, kernel: Kernel) => void
  /** Carries over from the old object what a client may leave out. */
  readonly onUpdate?: (draft: Draft, old: KubeObject, kernel: Kernel) => void
  readonly validate?: (draft: Draft, causes: Causes) => void
  readonly validateUpdate?: (draft: Draft, old: KubeObject, causes: Causes) => void
  /** Called when the object has left the store. */
  readonly onRemoved?: (object: KubeObject, kernel: Kernel) => void
}
