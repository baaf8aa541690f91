import type { Transport } from './transport.ts'

/** Tells every request with its answer and how long it took; never a header or a body, which may hold secrets. */
export function toldRequests(inner: Transport, tell: (text: string) => void, now: () => number): Transport {
  return {
    send: async (request) => {
      const startedAt = now()
      const end = (what: string): void =>
        tell(`${request.method} ${request.path}: ${what} in ${Math.round(now() - startedAt)} ms`)
      try {
        const response = await inner.send(request)
        end(String(response.status))
        return response
      } catch (error) {
        end(error instanceof Error ? error.name : 'failed')
        throw error
      }
    },
    close: () => inner.close(),
  }
}
