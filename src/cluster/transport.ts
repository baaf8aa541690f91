/** One HTTP request to an API server; `path` carries the query. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly signal?: AbortSignal
  /** How long the answer's head may take; a log of a silent program has no limit. */
  readonly timeoutMs?: number
}

/** Its answer; the body is a stream, for a watch or a log an endless one. Header names are lower-case. */
export interface ApiResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: AsyncIterable<Uint8Array>
}

/** Carries requests to one API server: over sockets, or in process to the local cluster. */
export interface Transport {
  send(request: ApiRequest): Promise<ApiResponse>
  close(): Promise<void>
}
