import type { KubeObject } from '../../../plan/objects.ts'
import { isMap, listAt, textAt } from '../../api/json.ts'
import { mapAt, textsAt } from '../fields.ts'
import { milliOf } from '../quantity.ts'
import { podRequests } from '../scheduler/resources.ts'

/** A pod with the defaults that LimitRanges give its containers. */
export function withLimitDefaults(pod: KubeObject, ranges: readonly KubeObject[]): KubeObject {
  const rules = containerRules(ranges)
  if (rules.length === 0) return pod
  const limits = Object.assign({}, ...rules.map((rule) => textsAt(rule, 'default')))
  const requests = Object.assign({}, ...rules.map((rule) => textsAt(rule, 'defaultRequest')))
  const spec = mapAt(pod, 'spec')
  const fill = (containers: readonly unknown[]) => containers.map((container) => filled(container, limits, requests))
  return {
    ...pod,
    spec: {
      ...spec,
      containers: fill(listAt(spec, 'containers')),
      ...(spec['initContainers'] === undefined ? {} : { initContainers: fill(listAt(spec, 'initContainers')) }),
    },
  }
}

/** What a pod asks for beyond or below its LimitRanges, in the API server's words. */
export function limitFaults(pod: KubeObject, ranges: readonly KubeObject[]): readonly string[] {
  const containers = [...listAt(pod, 'spec', 'containers'), ...listAt(pod, 'spec', 'initContainers')]
  return rulesOf(ranges).flatMap((rule) => {
    switch (textAt(rule, 'type')) {
      case 'Container':
        return containers.flatMap((container) => {
          const own = mapAt(container, 'resources')
          return boundFaults(rule, 'Container', textsAt(own, 'requests'), textsAt(own, 'limits'))
        })
      case 'Pod':
        return boundFaults(rule, 'Pod', totals(pod, 'requests'), totals(pod, 'limits'))
      default:
        return []
    }
  })
}

type Quantities = Readonly<Record<string, string>>

function boundFaults(rule: unknown, type: string, requests: Quantities, limits: Quantities): readonly string[] {
  return [
    ...Object.entries(textsAt(rule, 'min')).flatMap(([name, bound]) => minFault(type, name, bound, requests[name])),
    ...Object.entries(textsAt(rule, 'max')).flatMap(([name, bound]) =>
      maxFault(type, name, bound, limits[name] ?? requests[name]),
    ),
  ]
}

function minFault(type: string, name: string, bound: string, asked: string | undefined): readonly string[] {
  if (asked === undefined) return [`minimum ${name} usage per ${type} is ${bound}.  No request is specified`]
  return milliOf(asked) >= milliOf(bound)
    ? []
    : [`minimum ${name} usage per ${type} is ${bound}, but request is ${asked}`]
}

function maxFault(type: string, name: string, bound: string, asked: string | undefined): readonly string[] {
  if (asked === undefined) return [`maximum ${name} usage per ${type} is ${bound}.  No limit is specified`]
  return milliOf(asked) <= milliOf(bound)
    ? []
    : [`maximum ${name} usage per ${type} is ${bound}, but limit is ${asked}`]
}

function filled(container: unknown, limits: Quantities, requests: Quantities): unknown {
  if (!isMap(container)) return container
  const own = mapAt(container, 'resources')
  const ownLimits = { ...limits, ...textsAt(own, 'limits') }
  // A request that is not given follows the container's own limit before any default.
  const ownRequests = { ...ownLimits, ...requests, ...textsAt(own, 'limits'), ...textsAt(own, 'requests') }
  return {
    ...container,
    resources: {
      ...own,
      ...(Object.keys(ownLimits).length > 0 && { limits: ownLimits }),
      ...(Object.keys(ownRequests).length > 0 && { requests: ownRequests }),
    },
  }
}

function totals(pod: KubeObject, kind: 'requests' | 'limits'): Quantities {
  return Object.fromEntries([...podRequests(pod, kind)].map(([name, milli]) => [name, `${milli}m`]))
}

function containerRules(ranges: readonly KubeObject[]): readonly unknown[] {
  return rulesOf(ranges).filter((rule) => textAt(rule, 'type') === 'Container')
}

function rulesOf(ranges: readonly KubeObject[]): readonly unknown[] {
  return ranges.flatMap((range) => listAt(range, 'spec', 'limits'))
}
