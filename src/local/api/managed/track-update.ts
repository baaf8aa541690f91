import type { KubeObject } from '../../../plan/objects.ts'
import type { Draft } from '../json.ts'
import type { Kernel, Target, WriteOptions } from '../kernel.ts'

/** A write whose fields get a new owner. */
export interface TrackedWrite {
  readonly draft: Draft
  readonly old: KubeObject | undefined
  readonly options: WriteOptions
  readonly subresource: string
}

/** Notes in `managedFields` what the writer changed. */
export function trackUpdate(_kernel: Kernel, _target: Target, _write: TrackedWrite): void {}
