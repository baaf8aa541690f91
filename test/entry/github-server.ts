import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** A comment under a pull request. */
export interface StoredComment {
  readonly id: number
  body: string
}

/** A deployment, and what was said of it. */
export interface StoredDeployment {
  readonly id: number
  readonly asked: Readonly<Record<string, unknown>>
  readonly statuses: Readonly<Record<string, unknown>>[]
}

/** The few requests of GitHub's REST API that comments and deployments need. */
export interface GithubServer {
  readonly url: string
  readonly deployments: StoredDeployment[]
  readonly comments: StoredComment[]
  readonly requests: string[]
  close(): Promise<void>
}

/** A server on a free port; `refuseWith` is the status of every answer. */
export async function githubServer(over: { readonly refuseWith?: number } = {}): Promise<GithubServer> {
  const comments: StoredComment[] = []
  const deployments: StoredDeployment[] = []
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    }
    const shown = (comment: StoredComment) => ({ ...comment, html_url: `https://github.example/c/${comment.id}` })
    if (over.refuseWith !== undefined) return send(over.refuseWith, { message: 'Resource not accessible' })
    const url = new URL(request.url ?? '/', 'http://x')
    if (request.method === 'GET') {
      const page = Number(url.searchParams.get('page') ?? 1)
      return send(200, comments.slice((page - 1) * 100, page * 100).map(shown))
    }
    const written: unknown = await json(request)
    const body = typeof written === 'object' && written !== null && 'body' in written ? String(written.body) : ''
    if (url.pathname.endsWith('/deployments')) {
      const deployment = { id: deployments.length + 1, asked: Object(written), statuses: [] }
      deployments.push(deployment)
      return send(201, { id: deployment.id })
    }
    if (url.pathname.endsWith('/statuses')) {
      const id = Number(url.pathname.split('/').at(-2))
      deployments.find((deployment) => deployment.id === id)?.statuses.push(Object(written))
      return send(201, {})
    }
    if (request.method === 'POST') {
      const comment = { id: comments.length + 1, body }
      comments.push(comment)
      return send(201, shown(comment))
    }
    const found = comments.find(({ id }) => url.pathname.endsWith(`/comments/${id}`))
    if (found === undefined) return send(404, { message: 'Not Found' })
    found.body = body
    return send(200, shown(found))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    comments,
    deployments,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
