import type { Graces } from './judgement.ts'

/** How long each suspicion may last before it is final, in milliseconds. */
export const defaultGraces: Graces = {
  imageMissingMs: 3_000,
  registryMs: 180_000,
  unschedulableMs: 600_000,
  unschedulableHardMs: 60_000,
  mountMs: 120_000,
  sandboxMs: 180_000,
  quotaMs: 60_000,
  endpointsMs: 30_000,
  loadBalancerMs: 300_000,
  subPathMs: 30_000,
  webhookMs: 60_000,
}
