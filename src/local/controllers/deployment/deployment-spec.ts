import type { KubeObject } from '../../../plan/objects.ts'
import { at, numberAt, textAt } from '../../api/json.ts'
import { isTrueAt } from '../fields.ts'

/** The parts of a Deployment's spec its controller decides by, with their defaults. */
export interface DeploymentSpec {
  readonly replicas: number
  readonly isPaused: boolean
  readonly isRecreate: boolean
  readonly maxSurge: number
  readonly maxUnavailable: number
  readonly minReadySeconds: number
  readonly historyLimit: number
  /** Undefined when the rollout may take for ever. */
  readonly deadlineSeconds: number | undefined
}

/** "For ever" as the API writes it. */
const NO_DEADLINE = 2 ** 31 - 1

/** Reads a Deployment's spec. */
export function deploymentSpec(deployment: KubeObject): DeploymentSpec {
  const spec = at(deployment, 'spec')
  const replicas = numberAt(spec, 'replicas') ?? 1
  const isRecreate = textAt(spec, 'strategy', 'type') === 'Recreate'
  const surge = share(at(spec, 'strategy', 'rollingUpdate', 'maxSurge'), replicas, Math.ceil)
  const unavailable = share(at(spec, 'strategy', 'rollingUpdate', 'maxUnavailable'), replicas, Math.floor)
  const deadline = numberAt(spec, 'progressDeadlineSeconds') ?? 600
  return {
    replicas,
    isPaused: isTrueAt(spec, 'paused'),
    isRecreate,
    maxSurge: isRecreate ? 0 : surge,
    // Both zero would mean that nothing may ever move.
    maxUnavailable: isRecreate ? 0 : Math.min(surge === 0 && unavailable === 0 ? 1 : unavailable, replicas),
    minReadySeconds: numberAt(spec, 'minReadySeconds') ?? 0,
    historyLimit: numberAt(spec, 'revisionHistoryLimit') ?? 10,
    deadlineSeconds: deadline === NO_DEADLINE ? undefined : deadline,
  }
}

function share(value: unknown, replicas: number, round: (share: number) => number): number {
  if (typeof value === 'number') return value
  const percent = Number.parseFloat(typeof value === 'string' ? value : '25%')
  return round((replicas * percent) / 100)
}
