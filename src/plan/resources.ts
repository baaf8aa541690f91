import type { Resources } from '../model/pipeline.ts'
import { parseQuantity } from '../model/quantity.ts'
import { withoutEmpty } from './objects.ts'

/** Requests and limits of a stage's containers; a request of zero is no request. */
export function resourcesFor(resources: Resources): object {
  const gpu = resources.gpu === undefined ? {} : { [resources.gpu.resource]: String(resources.gpu.count) }
  const requests = withoutEmpty({
    cpu: nonZero(resources.cpu),
    memory: nonZero(resources.memory),
    'ephemeral-storage': nonZero(resources.ephemeralStorage),
  })
  // Devices cannot be overcommitted: they are limits, and Kubernetes takes requests from them.
  return withoutEmpty({ requests, limits: { ...gpu, ...resources.limits } })
}

function nonZero(quantity: string | undefined): string | undefined {
  return quantity === undefined || parseQuantity(quantity) === 0n ? undefined : quantity
}
