import { numberAt } from '../../api/json.ts'
import type { ContainerBehaviour } from './behaviour.ts'
import type { SimulatedContainer } from './container-state.ts'
import { type PodContext, specOf } from './pod-context.ts'

/** Calls back later, if the same run still goes on. */
export type WhileRunning = (ms: number, act: () => void) => void

/** Has the readiness probe succeed when the behaviour says; until then a failure is told once. */
export function watchReadiness(
  context: PodContext,
  container: SimulatedContainer,
  behaviour: ContainerBehaviour,
  whileRunning: WhileRunning,
): void {
  if (container.isReady) return
  const probe = specOf(context.pod, container.name)
  const firstMs = 1000 * (numberAt(probe, 'readinessProbe', 'initialDelaySeconds') ?? 0) + 500
  const message = 'Readiness probe failed: the simulated container is not ready'
  if (behaviour.readyMs === 'never' || (behaviour.readyMs ?? 0) > firstMs)
    whileRunning(firstMs, () => context.tell('Warning', 'Unhealthy', message, container))
  if (typeof behaviour.readyMs === 'number')
    whileRunning(behaviour.readyMs, () => {
      container.isReady = true
      context.publish()
    })
}

/** Has the liveness probe fail from the time the behaviour says; calls back when it has failed often enough. */
export function watchLiveness(
  context: PodContext,
  container: SimulatedContainer,
  behaviour: ContainerBehaviour,
  whileRunning: WhileRunning,
  onGivenUp: () => void,
): void {
  if (behaviour.livenessFailsMs === undefined) return
  const probe = specOf(context.pod, container.name)
  const periodMs = 1000 * (numberAt(probe, 'livenessProbe', 'periodSeconds') ?? 10)
  const threshold = numberAt(probe, 'livenessProbe', 'failureThreshold') ?? 3
  for (let failure = 0; failure < threshold; failure++)
    whileRunning(behaviour.livenessFailsMs + failure * periodMs, () => {
      context.tell('Warning', 'Unhealthy', 'Liveness probe failed: HTTP probe failed with statuscode: 503', container)
      if (failure < threshold - 1) return
      const message = `Container ${container.name} failed liveness probe, will be restarted`
      context.tell('Normal', 'Killing', message, container)
      onGivenUp()
    })
}
