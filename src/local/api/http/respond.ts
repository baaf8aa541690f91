import type { ApiResponse } from '../../../cluster/transport.ts'
import { ApiFault, type StatusObject } from '../fault.ts'

const encoder = new TextEncoder()

/** A whole answer of JSON. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  return textAnswer(status, JSON.stringify(value), 'application/json', headers)
}

/** A whole answer of text. */
export function textAnswer(
  status: number,
  text: string,
  type = 'text/plain; charset=utf-8',
  headers: Readonly<Record<string, string>> = {},
): ApiResponse {
  const bytes = encoder.encode(text)
  return {
    status,
    headers: { 'content-type': type, 'content-length': String(bytes.length), ...headers },
    body: once(bytes),
  }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

/** The answer to a request that failed. */
export function faultAnswer(error: unknown, headers: Readonly<Record<string, string>> = {}): ApiResponse {
  const status = error instanceof ApiFault ? error.status : internalError(error)
  const seconds = status.details?.retryAfterSeconds
  const retry: Record<string, string> = seconds === undefined ? {} : { 'retry-after': String(seconds) }
  return jsonAnswer(status.code, status, { ...headers, ...retry })
}

function internalError(error: unknown): StatusObject {
  const text = error instanceof Error ? `${error.stack ?? error.message}` : String(error)
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: ${text}`,
    reason: 'InternalError',
    details: { causes: [{ reason: '', message: text }] },
    code: 500,
  }
}

/** Warnings as the header that clients print. */
export function warningHeaders(warnings: readonly string[]): Readonly<Record<string, string>> {
  if (warnings.length === 0) return {}
  return { warning: warnings.map((text) => `299 - ${JSON.stringify(text.replace(/[^\x20-\x7e]/g, '?'))}`).join(', ') }
}
