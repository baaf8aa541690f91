import type { KubeObject } from '../../plan/objects.ts'
import { endpointsFinding, loadBalancerFinding } from '../diagnosis/endpoints.ts'
import { conditionOf } from '../diagnosis/fields.ts'
import { type Scene, weigh } from '../diagnosis/finding.ts'
import type { Judgement } from '../judgement.ts'
import { listField } from '../world.ts'
import { failedWith, seen, waitingFor } from './outcome.ts'

const ready = { state: 'ready', ready: 1, wanted: 1 } as const

/** Judges a Service on its own: it needs ready endpoints, and an address when it is a load balancer. */
export function judgeService(service: KubeObject, scene: Scene): Judgement {
  const found = endpointsFinding(service, [], scene) ?? loadBalancerFinding(service, scene)
  if (found === undefined) return { verdict: ready, memory: seen(scene) }
  const weighed = weigh([found], scene)
  const memory = { ...weighed.memory, ...seen(scene) }
  if (weighed.final !== undefined) return failedWith(weighed.final, memory)
  return waitingFor({ reason: found.failure.cause, message: found.failure.message }, weighed, {}, seen(scene))
}

/** Judges an Ingress: it has an address once a controller has taken it; a missing controller is only shown. */
export function judgeIngress(ingress: KubeObject, scene: Scene): Judgement {
  if (listField(ingress, 'status', 'loadBalancer', 'ingress').length > 0) return { verdict: ready, memory: seen(scene) }
  const message = `no controller has taken the ingress "${ingress.metadata.name}" yet: check ingressClassName`
  return waitingFor({ reason: 'ingress', message }, { memory: {} }, {}, seen(scene))
}

/** Judges an autoscaler: what keeps it from scaling is shown, the service runs all the same. */
export function judgeAutoscaler(autoscaler: KubeObject, scene: Scene): Judgement {
  const target = conditionOf(autoscaler, 'AbleToScale')
  const metrics = conditionOf(autoscaler, 'ScalingActive')
  const told = (reason: string, message: string): Judgement =>
    waitingFor(
      { reason, message: `autoscaler "${autoscaler.metadata.name}": ${message}` },
      { memory: {} },
      {},
      seen(scene),
    )
  if (target?.status === 'False') return told('hpa-target', target.message)
  if (metrics?.status === 'False' && metrics.reason !== 'ScalingDisabled') return told('hpa-metrics', metrics.message)
  return { verdict: ready, memory: seen(scene) }
}
