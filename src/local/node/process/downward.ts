import { availableParallelism, totalmem } from 'node:os'
import type { KubeObject } from '../../../plan/objects.ts'
import { at, listAt, textAt } from '../../api/json.ts'
import { textsAt } from '../../controllers/fields.ts'
import { milliOf } from '../../controllers/quantity.ts'

/** What a pod may ask about itself beyond its own object. */
export interface PodPlace {
  readonly podIP: string
  readonly hostIP: string
}

const KEYED = /^metadata\.(labels|annotations)\['(.+)'\]$/

/** The text of a `fieldRef`; undefined for a field that nobody knows. */
export function fieldText(pod: KubeObject, place: PodPlace, path: string): string | undefined {
  const keyed = KEYED.exec(path)
  if (keyed !== null) return textAt(pod, 'metadata', keyed[1] ?? '', keyed[2] ?? '')
  switch (path) {
    case 'metadata.name':
      return pod.metadata.name
    case 'metadata.namespace':
      return pod.metadata.namespace ?? ''
    case 'metadata.uid':
      return textAt(pod, 'metadata', 'uid')
    case 'metadata.labels':
    case 'metadata.annotations':
      return lines(textsAt(pod, ...path.split('.')))
    case 'spec.nodeName':
    case 'spec.serviceAccountName':
      return textAt(pod, ...path.split('.'))
    case 'status.podIP':
    case 'status.podIPs':
      return place.podIP
    case 'status.hostIP':
    case 'status.hostIPs':
      return place.hostIP
    default:
      return undefined
  }
}

function lines(texts: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1))
  return sorted.map(([key, text]) => `${key}=${JSON.stringify(text)}`).join('\n')
}

/** The text of a `resourceFieldRef`; without a limit, what the machine has. */
export function resourceText(pod: KubeObject, container: string, ref: unknown): string | undefined {
  const [kind = '', name = ''] = textAt(ref, 'resource').split(/\.(.*)/)
  if (kind !== 'limits' && kind !== 'requests') return undefined
  const wanted = textAt(ref, 'containerName') || container
  const specs = [...listAt(pod, 'spec', 'containers'), ...listAt(pod, 'spec', 'initContainers')]
  const spec = specs.find((item) => textAt(item, 'name') === wanted)
  const given = at(spec, 'resources', kind, name) ?? at(spec, 'resources', 'limits', name)
  const milli = given === undefined ? (kind === 'limits' ? machineMilli(name) : 0) : milliOf(given)
  const divisor = milliOf(at(ref, 'divisor') ?? 1) || 1000
  return String(Math.ceil(milli / divisor))
}

function machineMilli(name: string): number {
  if (name === 'cpu') return availableParallelism() * 1000
  return name === 'memory' ? totalmem() * 1000 : 0
}
