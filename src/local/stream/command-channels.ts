import type { ContainerCommand, OpenedCommand } from '../contract.ts'
import type { WebSocketEvents, WebSocketPeer } from './web-socket.ts'

const STDIN = 0
const OUTPUTS = { stdout: 1, stderr: 2 } as const
const RESULT = 3
// Only in the newest of the protocols: one end has closed a channel.
const CLOSED = 255

/** The protocols of commands over a WebSocket, the newest first. */
export const COMMAND_PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'] as const

/** Has a command talk over a WebSocket: the first byte of each message says which stream it belongs to. */
export function commandChannels(opened: OpenedCommand, peer: () => WebSocketPeer): WebSocketEvents {
  const send = (channel: number, bytes: Uint8Array) => peer().send(Buffer.concat([Buffer.from([channel]), bytes]))
  let command: ContainerCommand | undefined
  try {
    command = opened.start((stream, bytes) => {
      if (!send(OUTPUTS[stream], bytes)) command?.pause(true)
    })
    command.ended.then(
      (code) => finish(code === 0 ? { metadata: {}, status: 'Success' } : exitStatus(code)),
      (error: unknown) => finish(failure(error)),
    )
  } catch (error) {
    // Not before the handshake has been written.
    queueMicrotask(() => finish(failure(error)))
  }

  function finish(status: unknown): void {
    send(RESULT, Buffer.from(JSON.stringify(status)))
    peer().close()
  }

  return {
    onMessage(bytes) {
      if (bytes[0] === STDIN) command?.write(bytes.subarray(1))
      else if (bytes[0] === CLOSED && bytes[1] === STDIN) command?.end()
    },
    onDrain: () => command?.pause(false),
    onClose: () => command?.kill(),
  }
}

function exitStatus(code: number): unknown {
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  }
}

function failure(error: unknown): unknown {
  const message = `error executing command in container: ${error instanceof Error ? error.message : String(error)}`
  return { metadata: {}, status: 'Failure', message, reason: 'InternalError', code: 500 }
}
