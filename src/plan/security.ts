import type { PlanContext } from './context.ts'
import type { PodStageLike } from './pod-stage.ts'

/** An account without rights that practically every image knows by name, so that `ssh` and `getpass` work. */
const nobody = 65534

/** True when a stage's pods keep to the `restricted` Pod Security level. */
export function isRestricted({ facts }: PlanContext, stage: PodStageLike): boolean {
  return stage.security === 'restricted' || facts.enforcesRestricted === true
}

/**
 * Security context of a pod. A program of the image's own keeps the account the image was made for; other images are
 * usually made for root, and their code runs as nobody.
 */
export function podSecurityFor(context: PlanContext, stage: PodStageLike): object | undefined {
  if (!isRestricted(context, stage)) return undefined
  const account = stage.program.kind === 'image' ? {} : { runAsUser: nobody, runAsGroup: nobody, fsGroup: nobody }
  return { runAsNonRoot: true, ...account, seccompProfile: { type: 'RuntimeDefault' } }
}

/** Security context of each container. */
export function containerSecurityFor(context: PlanContext, stage: PodStageLike): object | undefined {
  if (!isRestricted(context, stage)) return undefined
  return { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }
}
