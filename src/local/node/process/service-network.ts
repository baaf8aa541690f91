import type { KubeObject } from '../../../plan/objects.ts'
import { at, listAt, numberAt, textAt } from '../../api/json.ts'
import type { LocalStore } from '../../contract.ts'
import { mapAt } from '../../controllers/fields.ts'
import { writeStatus } from '../../controllers/status-writer.ts'
import type { Address, AddressBook } from './addresses.ts'
import { type ServiceEntry, writeHosts } from './hosts-file.ts'
import { type PortProxy, portProxy } from './port-proxy.ts'

/** The services of the cluster on this machine. */
export interface ServiceNetwork {
  /** Where a port of a service is reached. */
  reach(service: KubeObject, port: number): Address | undefined
  stop(): void
}

/** What it works with. */
export interface ServiceNetworkOptions {
  readonly store: LocalStore
  readonly book: AddressBook
  readonly hostsFile: string
  /** Where a pod's port really is. */
  readonly resolve: (ip: string, port: number) => Address
  /** Every pod port that is somewhere else, for the hosts file. */
  readonly moved: () => readonly (readonly [string, Address])[]
  /** Where the API server is for pods. */
  readonly apiPort?: () => number | undefined
}

interface Listener {
  readonly proxy: PortProxy
  readonly service: string
  readonly port: number
}

const SERVICE = 'kubernetes.io/service-name'
const API = 'kubernetes.default'

/** Listens for every port of every service, and keeps the hosts file up to date. */
export function serviceNetwork(options: ServiceNetworkOptions): ServiceNetwork {
  const { store, book } = options
  const listeners = new Map<string, Listener>()
  let cancel: (() => void) | undefined
  let isStopped = false

  function later(): void {
    if (isStopped) return
    cancel ??= store.clock.after(0, () => {
      cancel = undefined
      sync()
    })
  }

  function sync(): void {
    const services = store.list('v1', 'Service')
    const wanted = new Map(services.flatMap(portsOf))
    for (const [key, { proxy }] of listeners)
      if (!wanted.has(key)) {
        proxy.close()
        listeners.delete(key)
      }
    for (const [key, listener] of wanted) if (!listeners.has(key)) listeners.set(key, listen(listener))
    write(services)
  }

  function listen({ service, port }: { readonly service: KubeObject; readonly port: unknown }): Listener {
    const key = keyOf(service)
    const number = numberAt(port, 'port') ?? 0
    const host = book.addressing === 'range' ? book.service(key) : '127.0.0.1'
    const endpoints = () =>
      readyEndpoints(store, service, textAt(port, 'name')).map(({ ip, port }) => options.resolve(ip, port))
    return {
      proxy: portProxy({ wanted: { host, port: number }, endpoints, onListening: later }),
      service: key,
      port: number,
    }
  }

  function write(services: readonly KubeObject[]): void {
    const hosts = services.map((service) => [keyOf(service), addressesOf(service)] as const)
    const entries = services.flatMap((service) => entriesOf(service))
    const connect = [...entries.flatMap((entry) => detours(entry, services)), ...options.moved(), ...apiDetour()]
    writeHosts(options.hostsFile, {
      hosts: {
        ...(options.apiPort && { [API]: [book.service(API)] }),
        ...Object.fromEntries(hosts.filter(([, addresses]) => addresses.length > 0)),
      },
      connect: Object.fromEntries(connect.map(([key, { host, port }]) => [key, [host, port]])),
      services: entries,
    })
    for (const service of services) tellAddress(service, entriesOf(service))
  }

  /** People find in the status of every service where it is on this machine, as they do with a load balancer. */
  function tellAddress(service: KubeObject, [first, ...others]: readonly ServiceEntry[]): void {
    if (first === undefined) return
    const ports = [first, ...others].map(({ port }) => ({ port, protocol: 'TCP' }))
    const loadBalancer = { ingress: [{ ip: first.host, ports }] }
    writeStatus(store, service, { ...mapAt(service, 'status'), loadBalancer })
  }

  function apiDetour(): readonly (readonly [string, Address])[] {
    const port = options.apiPort?.()
    return port === undefined ? [] : [[`${book.service(API)}:443`, { host: '127.0.0.1', port }]]
  }

  function addressesOf(service: KubeObject): readonly string[] {
    if (!isHeadless(service)) return hasPorts(service) ? [book.service(keyOf(service))] : []
    return [...new Set(readyEndpoints(store, service, undefined).map(({ ip }) => ip))]
  }

  function entriesOf(service: KubeObject): readonly ServiceEntry[] {
    const { name, namespace = '' } = service.metadata
    return [...listeners.values()]
      .filter((listener) => listener.service === keyOf(service))
      .flatMap(({ proxy, port }) => (proxy.at === undefined ? [] : { ...proxy.at, name, namespace, servicePort: port }))
  }

  /** Where programs would go to, when it is not where the service listens: its own address, and the one the API gave it. */
  function detours(entry: ServiceEntry, services: readonly KubeObject[]): readonly (readonly [string, Address])[] {
    const { host, port, name, namespace, servicePort } = entry
    const own = book.service(`${name}.${namespace}`)
    const service = services.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace)
    const given = textAt(service, 'spec', 'clusterIP')
    return [
      ...(host !== own || port !== servicePort ? [[`${own}:${servicePort}`, entry] as const] : []),
      ...(given !== '' && given !== own ? [[`${given}:${servicePort}`, entry] as const] : []),
    ]
  }

  const stopWatch = store.watch(['Service', 'EndpointSlice'], later)
  sync()
  // By then the API server knows its port.
  if (options.apiPort !== undefined) later()
  return {
    reach(service, port) {
      const found = entriesOf(service).find(({ servicePort }) => servicePort === port)
      return found === undefined ? undefined : { host: found.host, port: found.port }
    },
    stop() {
      isStopped = true
      stopWatch()
      cancel?.()
      for (const { proxy } of listeners.values()) proxy.close()
      listeners.clear()
    },
  }
}

function portsOf(
  service: KubeObject,
): readonly (readonly [string, { readonly service: KubeObject; readonly port: unknown }])[] {
  if (isHeadless(service) || textAt(service, 'spec', 'type') === 'ExternalName') return []
  return listAt(service, 'spec', 'ports')
    .filter((port) => (textAt(port, 'protocol') || 'TCP') === 'TCP')
    .map((port) => [`${keyOf(service)}:${textAt(port, 'name')}:${numberAt(port, 'port')}`, { service, port }])
}

function hasPorts(service: KubeObject): boolean {
  return portsOf(service).length > 0
}

function isHeadless(service: KubeObject): boolean {
  return textAt(service, 'spec', 'clusterIP') === 'None'
}

function keyOf(service: KubeObject): string {
  return `${service.metadata.name}.${service.metadata.namespace}`
}

/** Addresses of ready pods behind a port of the service; without a port's name, behind any. */
function readyEndpoints(
  store: LocalStore,
  service: KubeObject,
  portName: string | undefined,
): readonly { readonly ip: string; readonly port: number }[] {
  return store
    .list('discovery.k8s.io/v1', 'EndpointSlice', service.metadata.namespace)
    .filter((slice) => textAt(slice, 'metadata', 'labels', SERVICE) === service.metadata.name)
    .flatMap((slice) => {
      const port = listAt(slice, 'ports').find((item) => portName === undefined || textAt(item, 'name') === portName)
      const number = numberAt(port, 'port') ?? 0
      if (portName !== undefined && port === undefined) return []
      return listAt(slice, 'endpoints')
        .filter((endpoint) => at(endpoint, 'conditions', 'ready') !== false)
        .flatMap((endpoint) => listAt(endpoint, 'addresses').map((ip) => ({ ip: String(ip), port: number })))
    })
}
