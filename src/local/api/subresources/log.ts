import type { ApiResponse } from '../../../cluster/transport.ts'
import type { LogOptions } from '../../contract.ts'
import { badRequest, invalid } from '../fault.ts'
import type { ObjectCall, SubresourceCall } from '../http/call.ts'
import { storedOf } from '../http/objects.ts'
import { countOf, isSet } from '../http/query.ts'
import { draftsAt, textAt } from '../json.ts'

/** Streams a container's log from the node its pod runs on. */
export async function answerLog(call: SubresourceCall): Promise<ApiResponse> {
  const { kernel, path } = call
  const pod = storedOf(call)
  const options = optionsFor(call, containerOf(call, pod))
  const waiting = textAt(pod, 'spec', 'nodeName') === ''
  // A pod without a node has no log yet, which is no mistake.
  if (waiting) return { status: 200, headers: { 'content-type': 'text/plain' }, body: nothing() }
  if (kernel.node === undefined) throw badRequest('no node runs in this cluster, so there are no logs')
  const body = kernel.node.logs(path.namespace ?? '', path.name, options)
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: await started(body) }
}

async function* nothing(): AsyncIterable<Uint8Array> {}

// A node may find out that it has to refuse only when it is asked for the first piece: give it a moment, so that the
// refusal becomes the answer; a log that is silent must not hold the answer back.
async function started(body: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const pieces = body[Symbol.asyncIterator]()
  const first = pieces.next()
  await Promise.race([first, new Promise((resolve) => setImmediate(resolve))])
  return { [Symbol.asyncIterator]: () => resumed(first, pieces) }
}

function resumed(
  first: Promise<IteratorResult<Uint8Array>>,
  pieces: AsyncIterator<Uint8Array>,
): AsyncIterator<Uint8Array> {
  let isFirst = true
  return {
    next() {
      if (!isFirst) return pieces.next()
      isFirst = false
      return first
    },
    return: async () => (await pieces.return?.(undefined)) ?? { done: true, value: undefined },
  }
}

/** Which container is meant; throws when none of that name is there. */
export function containerOf(call: ObjectCall, pod: unknown): string {
  const wanted = call.query.get('container') ?? ''
  const main = draftsAt(pod, 'spec', 'containers').map((item) => textAt(item, 'name'))
  const init = draftsAt(pod, 'spec', 'initContainers').map((item) => textAt(item, 'name'))
  const name = call.path.name
  if (wanted === '' && main.length + init.length === 1) return main[0] ?? ''
  if (wanted === '') {
    const others = init.length > 0 ? ` or one of the init containers: [${init.join(' ')}]` : ''
    throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${main.join(' ')}]${others}`)
  }
  if (!main.includes(wanted) && !init.includes(wanted))
    throw badRequest(`container ${wanted} is not valid for pod ${name}`)
  return wanted
}

function optionsFor(call: SubresourceCall, container: string): LogOptions {
  const { query, request } = call
  const tailLines = countOf(query, 'tailLines')
  const limitBytes = countOf(query, 'limitBytes')
  const sinceSeconds = countOf(query, 'sinceSeconds')
  const sinceTime = query.get('sinceTime') ?? undefined
  if (sinceSeconds !== undefined && sinceTime !== undefined)
    throw invalid({ group: '', kind: 'PodLogOptions' }, call.path.name, [
      {
        reason: 'FieldValueForbidden',
        message: 'Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
        field: 'sinceSeconds',
      },
    ])
  if (sinceTime !== undefined && Number.isNaN(Date.parse(sinceTime)))
    throw badRequest(`parsing time ${JSON.stringify(sinceTime)}`)
  return {
    container,
    follow: isSet(query, 'follow'),
    previous: isSet(query, 'previous'),
    timestamps: isSet(query, 'timestamps'),
    ...(tailLines === undefined ? {} : { tailLines }),
    ...(limitBytes === undefined ? {} : { limitBytes }),
    ...(sinceSeconds === undefined ? {} : { sinceSeconds }),
    ...(sinceTime === undefined ? {} : { sinceTime }),
    signal: request.signal ?? new AbortController().signal,
  }
}
