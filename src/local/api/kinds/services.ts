import { at, type Draft, defaultTo, draftsAt, ensure, textAt } from '../json.ts'
import type { Kernel } from '../kernel.ts'
import type { Causes } from '../validation/causes.ts'
import { checkPort, checkPortNumber } from '../validation/fields.ts'
import { labelRule } from '../validation/names.ts'
import type { Behavior } from './behavior.ts'

const ADDRESSES = 65_000
const FIRST_ADDRESS = 10
const NODE_PORTS = { first: 30_000, last: 32_767 }

/** Services: an address of their own in a network nobody routes, and ports. */
export const services: Behavior = {
  isCreatedByPut: true,
  defaults(draft) {
    const spec = ensure(draft, 'spec')
    defaultTo(spec, 'sessionAffinity', 'None')
    defaultTo(spec, 'type', 'ClusterIP')
    for (const port of draftsAt(spec, 'ports')) {
      defaultTo(port, 'protocol', 'TCP')
      defaultTo(port, 'targetPort', port['port'])
    }
    if (spec['type'] === 'ExternalName') return
    defaultTo(spec, 'internalTrafficPolicy', 'Cluster')
    if (spec['type'] !== 'ClusterIP') defaultTo(spec, 'externalTrafficPolicy', 'Cluster')
    if (spec['type'] === 'LoadBalancer') defaultTo(spec, 'allocateLoadBalancerNodePorts', true)
    defaultTo(spec, 'ipFamilies', ['IPv4'])
    defaultTo(spec, 'ipFamilyPolicy', 'SingleStack')
  },
  onAdmitted(draft, kernel) {
    allocate(draft, kernel)
    draft['status'] = { loadBalancer: {} }
  },
  onUpdate(draft, old, kernel) {
    const spec = ensure(draft, 'spec')
    if (spec['type'] === 'ExternalName') return
    if (at(old, 'spec', 'type') !== 'ExternalName')
      for (const field of ['clusterIP', 'clusterIPs']) defaultTo(spec, field, at(old, 'spec', field))
    keepNodePorts(spec, draftsAt(old, 'spec', 'ports'))
    allocate(draft, kernel)
  },
  validate: checkService,
  validateUpdate(draft, old, causes) {
    const before = at(old, 'spec', 'clusterIP')
    const after = at(draft, 'spec', 'clusterIP')
    const isFixed = at(draft, 'spec', 'type') !== 'ExternalName' && at(old, 'spec', 'type') !== 'ExternalName'
    if (isFixed && before !== undefined && before !== after)
      causes.invalid('spec.clusterIPs[0]', [after], 'may not change once set')
  },
}

function keepNodePorts(spec: Draft, before: readonly Draft[]): void {
  if (spec['type'] === 'ClusterIP' || spec['type'] === undefined) return
  for (const port of draftsAt(spec, 'ports')) {
    const known = before.find(
      (item) => item['port'] === port['port'] && item['protocol'] === (port['protocol'] ?? 'TCP'),
    )
    if (known?.['nodePort'] !== undefined) defaultTo(port, 'nodePort', known['nodePort'])
  }
}

function allocate(draft: Draft, kernel: Kernel): void {
  const spec = ensure(draft, 'spec')
  if (spec['type'] === 'ExternalName') return
  if (textAt(spec, 'clusterIP') === '') spec['clusterIP'] = freeAddress(kernel)
  defaultTo(spec, 'clusterIPs', [spec['clusterIP']])
  if (spec['type'] !== 'NodePort' && spec['type'] !== 'LoadBalancer') return
  for (const port of draftsAt(spec, 'ports'))
    if (port['nodePort'] === undefined) port['nodePort'] = freePort(kernel, spec)
}

function everyService(kernel: Kernel): readonly unknown[] {
  return kernel.storage.keys('/services', '').map((key) => kernel.storage.get('/services', key))
}

function freeAddress(kernel: Kernel): string {
  const taken = new Set(everyService(kernel).map((service) => textAt(service, 'spec', 'clusterIP')))
  for (let number = FIRST_ADDRESS; number < ADDRESSES; number++) {
    const address = `10.96.${number >> 8}.${number & 255}`
    if (!taken.has(address)) return address
  }
  return '10.97.0.1'
}

function freePort(kernel: Kernel, own: Draft): number {
  const specs = [own, ...everyService(kernel).map((service) => at(service, 'spec'))]
  const taken = new Set(specs.flatMap((spec) => draftsAt(spec, 'ports').map((port) => port['nodePort'])))
  for (let port = NODE_PORTS.first; port <= NODE_PORTS.last; port++) if (!taken.has(port)) return port
  return NODE_PORTS.last
}

function checkService(draft: Draft, causes: Causes): void {
  const ports = draftsAt(draft, 'spec', 'ports')
  const type = textAt(draft, 'spec', 'type')
  if (ports.length === 0 && type !== 'ExternalName' && textAt(draft, 'spec', 'clusterIP') !== 'None')
    causes.required('spec.ports')
  if (type === 'ExternalName' && textAt(draft, 'spec', 'externalName') === '') causes.required('spec.externalName')
  const names = new Set<unknown>()
  for (const [index, port] of ports.entries()) {
    const field = `spec.ports[${index}]`
    const name = textAt(port, 'name')
    if (name === '' && ports.length > 1) causes.required(`${field}.name`)
    const wrong = name === '' ? undefined : labelRule(name)
    if (wrong !== undefined) causes.invalid(`${field}.name`, name, wrong)
    if (name !== '' && names.has(name)) causes.duplicate(`${field}.name`, name)
    names.add(name)
    checkPortNumber(port['port'], `${field}.port`, causes)
    checkPort(port['targetPort'], `${field}.targetPort`, causes)
  }
}
