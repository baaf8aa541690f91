import type { Resources } from '../api/resources.ts'
import type { StartControllers } from '../contract.ts'
import { serviceAccountController } from './access/service-accounts.ts'
import { type Control, type Controller, controlOf } from './control.ts'
import { cronJobController } from './cron/cron-job-controller.ts'
import { daemonSetController } from './daemon-set.ts'
import { deploymentController } from './deployment/deployment-controller.ts'
import { garbageCollector } from './garbage/garbage-collector.ts'
import { namespaceController } from './garbage/namespace-controller.ts'
import { podGarbageCollector } from './garbage/pod-garbage.ts'
import { autoscalerController } from './horizontal-pod-autoscaler.ts'
import { jobController } from './job/job-controller.ts'
import { ttlController } from './job/ttl.ts'
import { endpointSliceController } from './network/endpoint-slice.ts'
import { quotaController } from './quota/quota-controller.ts'
import { replicaSetController } from './replica-set.ts'
import { schedulerController } from './scheduler/scheduler.ts'
import { statefulSetController } from './stateful-set.ts'

/** What the controllers need to know of the cluster they run in. */
export interface ControllerSettings {
  readonly resources: Resources
  /** The certificate by which pods know the API server, in PEM; empty where there is no socket. */
  readonly caCertificate?: string
  /** Told of mistakes of a controller; what the API server refuses is no mistake. */
  readonly onError?: Control['onError']
}

/** All controllers of a cluster, ready to be started on its store. */
export function allControllers(settings: ControllerSettings): StartControllers {
  const { resources, caCertificate = '', onError = () => {} } = settings
  return (store) => startOn(controlOf(store, onError), controllersFor(resources, caCertificate))
}

/** Starts only these controllers: for tests of one of them. */
export function startOn(control: Control, controllers: readonly Controller[]): () => void {
  for (const start of controllers) start(control)
  return () => {
    for (const stop of control.stops) stop()
  }
}

function controllersFor(resources: Resources, caCertificate: string): readonly Controller[] {
  const customKinds = () =>
    resources
      .all()
      .filter(({ custom, isNamespaced }) => custom !== undefined && isNamespaced)
      .map(({ group, version, kind }) => [`${group}/${version}`, kind] as const)
  return [
    serviceAccountController({ caCertificate }),
    jobController,
    ttlController,
    cronJobController,
    deploymentController,
    replicaSetController,
    statefulSetController,
    daemonSetController,
    schedulerController,
    endpointSliceController,
    quotaController(resources),
    autoscalerController,
    garbageCollector,
    podGarbageCollector,
    namespaceController({ customKinds }),
  ]
}
