import { parsedJson } from '../model/json-text.ts'
import type { ApiResponse } from './transport.ts'

/** The whole body of an answer as text. */
export async function textOf(response: ApiResponse): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of response.body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** The body as JSON; text that is no JSON becomes an object with it as `message`. */
export async function jsonOf(response: ApiResponse): Promise<unknown> {
  const text = await textOf(response)
  const body = parsedJson(text)
  return body === undefined ? { message: text.slice(0, 2000).trim() || `HTTP ${response.status}` } : body
}

/** Reads an answer to its end, so that its connection serves again. */
export async function discard(response: ApiResponse): Promise<void> {
  for await (const _chunk of response.body);
}
