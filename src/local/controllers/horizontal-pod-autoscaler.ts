import type { KubeObject } from '../../plan/objects.ts'
import { listAt, numberAt, textAt } from '../api/json.ts'
import { withCondition } from './conditions.ts'
import { type Control, type Controller, controlLoop } from './control.ts'
import { mapAt, present } from './fields.ts'
import { keyOf } from './object-cache.ts'
import { writeStatus } from './status-writer.ts'

const COMPONENT = 'horizontal-pod-autoscaler'
const PERIOD_MS = 15_000
const NO_METRICS =
  'unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)'

/** Says of each autoscaler what a cluster without a metrics server says: it cannot scale, and why. */
export const autoscalerController: Controller = (control) => {
  const cache = control.caches.of('autoscaling/v2', 'HorizontalPodAutoscaler')
  const seen = new Set<string>()
  const queue = controlLoop(control, {
    name: COMPONENT,
    cache,
    reconcile(autoscaler) {
      const key = keyOf(autoscaler)
      // The first look comes a period after creation; nothing to be seen changes later unless the target does.
      if (!seen.has(key)) {
        seen.add(key)
        return queue.add(key, PERIOD_MS)
      }
      look(control, autoscaler)
    },
    forget: (key) => void seen.delete(key),
  })
}

function look(control: Control, autoscaler: KubeObject): void {
  const target = mapAt(autoscaler, 'spec', 'scaleTargetRef')
  const key = { apiVersion: textAt(target, 'apiVersion'), kind: textAt(target, 'kind'), name: textAt(target, 'name') }
  const scaled = control.store.get({ ...key, namespace: autoscaler.metadata.namespace ?? '' })
  if (scaled === undefined) {
    const missing = `${key.kind.toLowerCase()}s.${key.apiVersion.split('/')[0]} "${key.name}" not found`
    control.events.record(autoscaler, {
      type: 'Warning',
      reason: 'FailedGetScale',
      message: missing,
      component: COMPONENT,
    })
    const message = `the HPA controller was unable to get the target's current scale: ${missing}`
    return write(control, autoscaler, [['AbleToScale', 'False', 'FailedGetScale', message]], undefined)
  }
  const cause = `failed to get cpu utilization: ${NO_METRICS}`
  control.events.record(autoscaler, {
    type: 'Warning',
    reason: 'FailedGetResourceMetric',
    message: cause,
    component: COMPONENT,
  })
  write(
    control,
    autoscaler,
    [
      ['AbleToScale', 'True', 'SucceededGetScale', "the HPA controller was able to get the target's current scale"],
      [
        'ScalingActive',
        'False',
        'FailedGetResourceMetric',
        `the HPA was unable to compute the replica count: ${cause}`,
      ],
    ],
    numberAt(scaled, 'status', 'replicas') ?? 0,
  )
}

type News = readonly [type: string, status: 'True' | 'False', reason: string, message: string]

function write(control: Control, autoscaler: KubeObject, news: readonly News[], replicas: number | undefined): void {
  const conditions = news.reduce<readonly unknown[]>(
    (list, [type, status, reason, message]) =>
      withCondition(list, { type, status, reason, message }, control.clock.now()),
    listAt(autoscaler, 'status', 'conditions'),
  )
  const status = present({ currentReplicas: replicas, desiredReplicas: 0, currentMetrics: null, conditions })
  writeStatus(control.store, autoscaler, status)
}
