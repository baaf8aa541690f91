import { field, type KubeObject } from '../../plan/objects.ts'
import { listField, textField } from '../world.ts'
import { isSliceOf } from './endpoints.ts'
import type { Scene } from './finding.ts'
import type { PodView } from './pod-view.ts'

/** The Services of a Deployment that still lead to a pod of a former version: what is asked of them may be answered by it. */
export function leadsToFormer(
  deployment: KubeObject,
  formerSets: readonly KubeObject[],
  pods: readonly PodView[],
  scene: Scene,
): KubeObject | undefined {
  const isFormer = (endpoint: unknown): boolean => {
    const name = textField(endpoint, 'targetRef', 'name') ?? ''
    return (
      field(endpoint, 'conditions', 'ready') !== false &&
      formerSets.some((set) => name.startsWith(`${set.metadata.name}-`)) &&
      !pods.some((pod) => pod.name === name)
    )
  }
  return scene.world.of('Service').find(
    (service) =>
      selects(service, deployment) &&
      // It keeps pods that end as well.
      field(service, 'spec', 'publishNotReadyAddresses') !== true &&
      scene.world
        .of('EndpointSlice')
        .some((slice) => isSliceOf(slice, service) && listField(slice, 'endpoints').some(isFormer)),
  )
}

/** True for a Service that sends traffic to the pods of the Deployment. */
export function selects(service: KubeObject, deployment: KubeObject): boolean {
  if (service.metadata.namespace !== deployment.metadata.namespace) return false
  const selector = field(service, 'spec', 'selector')
  if (typeof selector !== 'object' || selector === null) return false
  const wanted = Object.entries(selector)
  return (
    wanted.length > 0 &&
    wanted.every(([key, value]) => field(deployment, 'spec', 'template', 'metadata', 'labels', key) === value)
  )
}
