import { once } from 'node:events'
import { createServer } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { AddressInfo } from 'node:net'

/** What stands in front of a real API server, for clouds whose tokens it cannot judge itself. */
export interface TokenGate {
  readonly url: string
  /** How many requests were refused. */
  readonly refused: () => number
  close(): void
}

/** Lets requests with a good token through, as the holder of another one. */
export async function tokenGate(
  server: { readonly url: string; readonly ca: string; readonly token: () => string },
  isGood: (token: string) => boolean,
): Promise<TokenGate> {
  let refused = 0
  const gate = createServer((request, response) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (!isGood(token)) {
      refused++
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"kind":"Status","code":401}')
      return
    }
    const { host: _, ...headers } = request.headers
    const onward = httpsRequest(new URL(request.url ?? '/', server.url), {
      method: request.method ?? 'GET',
      ca: server.ca,
      headers: { ...headers, authorization: `Bearer ${server.token()}` },
    })
    onward.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.once('error', () => response.destroy())
    response.once('close', () => onward.destroy())
    request.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(gate, 'listening')
  return {
    url: `http://127.0.0.1:${(gate.address() as AddressInfo).port}`,
    refused: () => refused,
    close: () => {
      gate.closeAllConnections()
      gate.close()
    },
  }
}
