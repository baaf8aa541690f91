import { apiVersionOf, type Resources } from '../../api/resources.ts'
import { type Controller, controlLoop } from '../control.ts'
import { keyOf } from '../object-cache.ts'
import { writeStatus } from '../status-writer.ts'
import { quotaStatus, usedOf } from './quota-status.ts'

/** Keeps the status of quotas true. */
export function quotaController(resources: Resources): Controller {
  return (control) => {
    const quotas = control.caches.of('v1', 'ResourceQuota')
    const queue = controlLoop(control, {
      name: 'resourcequota-controller',
      cache: quotas,
      reconcile: (quota) =>
        void writeStatus(control.store, quota, quotaStatus(quota, usedOf(control.store, resources, quota))),
    })
    const kinds = resources.all().filter((resource) => resource.isNamespaced && resource.kind !== 'Event')
    const versions = new Set(kinds.map(apiVersionOf))
    const stop = control.store.watch([...new Set(kinds.map(({ kind }) => kind))], ({ object }) => {
      if (object.kind === 'ResourceQuota' || !versions.has(object.apiVersion)) return
      for (const quota of quotas.inNamespace(object.metadata.namespace ?? '')) queue.add(keyOf(quota))
    })
    control.stops.push(stop)
  }
}
