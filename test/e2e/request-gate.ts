import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import type { AddressInfo } from 'node:net'

/** Stands between a program and the real API server, and sees every request. */
export interface RequestGate {
  /** A kubeconfig whose only cluster is the gate. */
  readonly kubeconfig: object
  close(): void
}

/** A request as the gate sees it. */
interface Passing {
  readonly method: string
  readonly path: string
}

/**
 * Passes everything on as the holder of the kubeconfig; `answered` decides whether the program gets the answer, and
 * `passes` whether a piece of its body does, or it breaks off there.
 */
export async function requestGate(
  answered: (request: Passing) => boolean,
  passes: (request: Passing) => (piece: Buffer) => boolean = () => () => true,
): Promise<RequestGate> {
  const view = execFileSync('kubectl', ['config', 'view', '--raw', '--minify', '-o', 'json'], { encoding: 'utf8' })
  const { clusters, users } = JSON.parse(view)
  const [{ cluster }] = clusters
  const [{ user }] = users
  const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text, 'base64'))
  const agent = new Agent({
    keepAlive: true,
    ca: bytes(cluster['certificate-authority-data']),
    cert: bytes(user['client-certificate-data']),
    key: bytes(user['client-key-data']),
  })
  const authorization = user.token === undefined ? {} : { authorization: `Bearer ${user.token}` }
  const gate = createServer((request, response) => {
    const { host: _, ...headers } = request.headers
    const path = request.url ?? '/'
    const onward = httpsRequest(new URL(path, cluster.server), {
      agent,
      method: request.method ?? 'GET',
      headers: { ...headers, ...authorization },
    })
    onward.once('response', (answer: IncomingMessage) => {
      const passing = { method: request.method ?? 'GET', path }
      if (!answered(passing)) return response.destroy()
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      const doesPass = passes(passing)
      answer.on('data', (piece: Buffer) => {
        if (!doesPass(piece)) response.destroy()
      })
      return undefined
    })
    onward.once('error', () => response.destroy())
    response.once('close', () => onward.destroy())
    request.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(gate, 'listening')
  const server = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`
  return {
    kubeconfig: {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'gate', cluster: { server } }],
      users: [{ name: 'gate', user: { token: 'any' } }],
      contexts: [{ name: 'gate', context: { cluster: 'gate', user: 'gate' } }],
      'current-context': 'gate',
    },
    close: () => {
      gate.closeAllConnections()
      gate.close()
      agent.destroy()
    },
  }
}
