import type { ApiRequest, ApiResponse } from '../src/cluster/transport.ts'
import type { LocalApi } from '../src/local/contract.ts'

/** An answer, read to its end. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** Asks a local API server, and reads the answer as JSON where it is some. */
export async function ask(
  api: LocalApi,
  method: ApiRequest['method'],
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const answer = await api.handle({ method, path, headers: { 'content-type': type, ...headers }, ...sent })
  return { status: answer.status, headers: answer.headers, body: parsed(await textOf(answer)) }
}

/** The whole body of an answer. */
export async function textOf(answer: ApiResponse): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of answer.body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
