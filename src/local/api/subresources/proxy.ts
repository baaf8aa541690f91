import { request as httpRequest } from 'node:http'
import type { ApiResponse } from '../../../cluster/transport.ts'
import { ApiFault, badRequest } from '../fault.ts'
import type { SubresourceCall } from '../http/call.ts'
import { storedOf } from '../http/objects.ts'
import { at, draftsAt, numberAt, textAt } from '../json.ts'

interface Address {
  readonly host: string
  readonly port: number
}

/** Passes a request on to a pod, or to a pod behind a service. */
export async function answerProxy(call: SubresourceCall): Promise<ApiResponse> {
  const [, scheme = '', name = call.path.name, port = ''] =
    /^(?:(https?):)?([^:]+)(?::([^:]*))?$/.exec(call.path.name) ?? []
  if (scheme === 'https') throw badRequest('pods of the local cluster are reached over plain http only')
  const found = { ...call, path: { ...call.path, name } }
  const address = call.resource.resource === 'pods' ? podAddress(found, port) : serviceAddress(found, port)
  if (address === undefined)
    throw new ApiFault(
      503,
      'ServiceUnavailable',
      `no endpoints available for ${call.resource.singular} "${call.path.name}"`,
    )
  return forward(call, address)
}

function podAddress(call: SubresourceCall, port: string): Address | undefined {
  const pod = storedOf(call)
  const first = draftsAt(pod, 'spec', 'containers').flatMap((container) => draftsAt(container, 'ports'))[0]
  const number = port === '' ? (numberAt(first, 'containerPort') ?? 80) : Number(port)
  return addressOf(call, call.path.name, number)
}

function addressOf({ kernel, path }: SubresourceCall, pod: string, port: number): Address | undefined {
  return kernel.node?.address?.(path.namespace ?? '', pod, port)
}

function serviceAddress(call: SubresourceCall, port: string): Address | undefined {
  const service = storedOf(call)
  const ports = draftsAt(service, 'spec', 'ports')
  const wanted =
    port === '' && ports.length === 1
      ? ports[0]
      : ports.find((item) => textAt(item, 'name') === port || String(item['port']) === port)
  if (wanted === undefined)
    throw new ApiFault(503, 'ServiceUnavailable', `no service port "${port}" found for service "${call.path.name}"`)
  const { storage } = call.kernel
  for (const key of storage.keys('discovery.k8s.io/endpointslices', `${call.path.namespace ?? ''}/`)) {
    const slice = storage.get('discovery.k8s.io/endpointslices', key)
    if (textAt(slice, 'metadata', 'labels', 'kubernetes.io/service-name') !== call.path.name) continue
    const target = draftsAt(slice, 'ports').find((item) => textAt(item, 'name') === textAt(wanted, 'name'))
    for (const endpoint of draftsAt(slice, 'endpoints')) {
      const pod = textAt(endpoint, 'targetRef', 'name')
      const number = numberAt(target, 'port')
      if (pod === '' || number === undefined || at(endpoint, 'conditions', 'ready') === false) continue
      const address = addressOf(call, pod, number)
      if (address !== undefined) return address
    }
  }
  return undefined
}

const NOT_PASSED = new Set(['authorization', 'host', 'connection', 'content-length', 'transfer-encoding'])

function forward(call: SubresourceCall, address: Address): Promise<ApiResponse> {
  const { request, query, path } = call
  const search = query.size === 0 ? '' : `?${query}`
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => !NOT_PASSED.has(name.toLowerCase())),
  )
  const target = {
    ...address,
    method: request.method,
    path: `/${encodeURI(path.rest)}${search}`,
    headers,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  }
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(target, (incoming) => {
      const passed = Object.entries(incoming.headers).flatMap(([name, value]) =>
        value === undefined || NOT_PASSED.has(name) ? [] : [[name, String(value)]],
      )
      resolve({ status: incoming.statusCode ?? 502, headers: Object.fromEntries(passed), body: incoming })
    })
    outgoing.on('error', (error) =>
      reject(new ApiFault(503, 'ServiceUnavailable', `error trying to reach service: ${error.message}`)),
    )
    outgoing.end(request.body)
  })
}
