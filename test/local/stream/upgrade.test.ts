import { once } from 'node:events'
import { expect, onTestFinished, test, vi } from 'vitest'
import { notFound } from '../../../src/local/api/fault.ts'
import { createLocalApi } from '../../../src/local/api/local-api.ts'
import { virtualClock } from '../../../src/local/clock-virtual.ts'
import type { ContainerCommand, Opened } from '../../../src/local/contract.ts'
import { serveLocalApi } from '../../../src/local/server.ts'

/** A client of a server that opens what the test says; collects what it hears by channel. */
async function connected(open: () => Opened) {
  const api = { ...createLocalApi({ clock: virtualClock() }), open: async () => open() }
  const server = await serveLocalApi(api)
  onTestFinished(() => server.close().catch(() => {}))
  const url = `${server.url.replace('http', 'ws')}/${server.token}/api/v1/namespaces/default/pods/one/exec`
  const socket = new WebSocket(url, ['v5.channel.k8s.io', 'v4.channel.k8s.io'])
  socket.binaryType = 'arraybuffer'
  const heard: [number, string][] = []
  socket.addEventListener('message', ({ data }) => {
    const bytes = Buffer.from(data)
    heard.push([bytes[0] ?? -1, bytes.subarray(1).toString()])
  })
  return { socket, heard, server }
}

/** A command that repeats its input and ends with that code when there is no more. */
function echo(code: number, notes: string[] = []): Opened {
  return {
    kind: 'command',
    start(onOutput): ContainerCommand {
      const { promise, resolve } = Promise.withResolvers<number>()
      onOutput('stderr', Buffer.from('ready'))
      return {
        write: (input) => onOutput('stdout', input),
        end: () => resolve(code),
        kill: () => void notes.push('killed'),
        pause: () => {},
        ended: promise,
      }
    },
  }
}

test.each([
  [0, { metadata: {}, status: 'Success' }],
  [
    3,
    expect.objectContaining({ reason: 'NonZeroExitCode', details: { causes: [{ reason: 'ExitCode', message: '3' }] } }),
  ],
])('a command talks over its channels, and its code %i is told last', async (code, status) => {
  const { socket, heard } = await connected(() => echo(code))
  await once(socket, 'open')
  expect(socket.protocol).toBe('v5.channel.k8s.io')
  socket.send(Buffer.from('\0hello'))
  socket.send(Buffer.from([255, 0]))
  await once(socket, 'close')
  expect(heard.slice(0, -1).sort()).toEqual([[1, 'hello']])
  expect([heard.at(-1)?.[0], JSON.parse(heard.at(-1)?.[1] ?? '')]).toEqual([3, status])
})

test('a command that cannot be started is told as a failure, one whose client goes is ended', async () => {
  const refused = await connected(() => ({
    kind: 'command',
    start: () => {
      throw new Error('not found')
    },
  }))
  await once(refused.socket, 'close')
  expect(refused.heard).toEqual([[3, expect.stringContaining('not found')]])
  const notes: string[] = []
  const { socket } = await connected(() => echo(0, notes))
  await once(socket, 'open')
  socket.close()
  await vi.waitUntil(() => notes.length > 0)
})

test('what is refused is answered as any request', async () => {
  const { socket } = await connected(() => {
    throw notFound({ group: '', resource: 'pods' }, 'one')
  })
  await once(socket, 'error')
  expect(socket.readyState).not.toBe(WebSocket.OPEN)
})

test('a server that closes does not wait for those who talk', async () => {
  const notes: string[] = []
  const { socket, server } = await connected(() => echo(0, notes))
  await once(socket, 'open')
  await Promise.all([server.close(), once(socket, 'close')])
  expect(notes).toEqual(['killed'])
})
