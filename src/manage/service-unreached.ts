import { textOf } from '../cluster/json-body.ts'
import type { ApiResponse } from '../cluster/transport.ts'
import { parsedJson } from '../model/json-text.ts'
import { textField } from '../run/world.ts'

/** Why a request did not get to a service. */
export interface Unreached {
  /** One sentence for whoever looks at it in a browser. */
  readonly why: string
  /** No pod has seen the request. */
  readonly isUnsent: boolean
}

/** Tells an answer of the API server itself, that it did not reach the service, from one of the service. */
export async function unreachedBy(answer: ApiResponse): Promise<ApiResponse | Unreached> {
  if (![502, 503, 504].includes(answer.status) || !/json/.test(answer.headers['content-type'] ?? '')) return answer
  const text = await textOf(answer)
  const said = messageOf(text)
  if (said === undefined) return { ...answer, body: one(text) }
  const isEmpty = said.includes('no endpoints available')
  const what = isEmpty ? 'no pod of the service is ready' : 'the cluster did not reach a pod of the service'
  return {
    why: `${what} (the API server says: ${said}); see "bodywork status" for the reason`,
    isUnsent: isEmpty || said.includes('dial tcp'),
  }
}

/** The message when this is a Status of the API server, which no service of ours answers with. */
function messageOf(text: string): string | undefined {
  const body = parsedJson(text)
  const isStatus = textField(body, 'kind') === 'Status' && textField(body, 'apiVersion') === 'v1'
  return isStatus ? textField(body, 'message') : undefined
}

async function* one(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text)
}
