import { buffer } from 'node:stream/consumers'
import { parsedJson } from '../model/json-text.ts'
import type { ApiResponse, Transport } from './transport.ts'

/**
 * Adds to a refusal who the cloud says we are: a server that does not know an identity says no more than
 * "Unauthorized", and one that knows it shows the name that its mapping made.
 */
export function toldCaller(transport: Transport, caller: () => Promise<string | undefined>): Transport {
  let asked: Promise<string | undefined> | undefined
  return {
    send: async (request) => {
      const response = await transport.send(request)
      if (response.status !== 401 && response.status !== 403) return response
      const body = await buffer(response.body)
      const status = parsed(body)
      if (status === undefined || !isAboutIdentity(response.status, status.message)) return again(response, body)
      asked ??= caller().catch(() => undefined)
      const who = await asked
      if (who === undefined) return again(response, body)
      return again(response, JSON.stringify({ ...status, message: `${status.message} (${who})` }))
    },
    close: () => transport.close(),
  }
}

/** Quotas and policies refuse with 403 too, whoever asks. */
function isAboutIdentity(code: number, message: string): boolean {
  return code === 401 || /cannot \S+ resource/.test(message)
}

function again(response: ApiResponse, body: Uint8Array | string): ApiResponse {
  const { 'content-length': _, ...headers } = response.headers
  return { status: response.status, headers, body: bytes(typeof body === 'string' ? Buffer.from(body) : body) }
}

async function* bytes(body: Uint8Array): AsyncIterable<Uint8Array> {
  yield body
}

function parsed(body: Buffer): { readonly message: string } | undefined {
  const value: unknown = parsedJson(body.toString('utf8'))
  if (typeof value !== 'object' || value === null) return undefined
  const message: unknown = Reflect.get(value, 'message')
  return typeof message === 'string' ? { ...value, message } : undefined
}
