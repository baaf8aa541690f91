import type { ApiResponse } from '../../../cluster/transport.ts'
import type { Opened } from '../../contract.ts'
import { badRequest, noSuchPath } from '../fault.ts'
import type { ObjectCall } from '../http/call.ts'
import { storedOf } from '../http/objects.ts'
import { isSet } from '../http/query.ts'
import { textAt } from '../json.ts'
import { containerOf } from './log.ts'

/** Refuses a request for a stream that does not ask for another protocol. */
export async function answerStream(): Promise<ApiResponse> {
  throw badRequest('Upgrade request required')
}

/** Finds what a client wants to talk with: a command in a container, or ports of a pod. */
export function openStream(call: ObjectCall): Opened {
  const { kernel, path, query, resource } = call
  if (resource.storage !== '/pods' || path.rest !== '') throw noSuchPath()
  const pod = storedOf(call)
  const namespace = path.namespace ?? ''
  const { node } = kernel
  if (path.subresource === 'portforward') {
    if (textAt(pod, 'status', 'phase') !== 'Running')
      throw badRequest(
        `unable to forward port because pod is not running. Current status=${textAt(pod, 'status', 'phase')}`,
      )
    return { kind: 'forward', pod: path.name, reach: (port) => node?.address?.(namespace, path.name, port) }
  }
  if (path.subresource !== 'exec') throw noSuchPath()
  const command = query.getAll('command')
  const container = containerOf(call, pod)
  if (command.length === 0) throw badRequest('you must specify at least 1 command for the container')
  if (['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase')))
    throw badRequest(
      `cannot exec into a container in a completed pod; current phase is ${textAt(pod, 'status', 'phase')}`,
    )
  const start = node?.command?.bind(node)
  if (start === undefined) throw badRequest('the containers of this node are no programs that others could join')
  const [hasInput, isTerminal] = [isSet(query, 'stdin'), isSet(query, 'tty')]
  return {
    kind: 'command',
    start: (onOutput) => start(namespace, path.name, { container, command, hasInput, isTerminal, onOutput }),
  }
}
