import { execFileSync } from 'node:child_process'
import type { IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { createInterface } from 'node:readline'

/** The shortest way to an API server: keep-alive sockets and JSON, nothing else. */
export interface Kube {
  send(method: string, path: string, body?: unknown): Promise<unknown>
  /** Frames of a watch as they come; `stop` ends it. */
  watch(path: string, onFrame: (type: string, object: Record<string, unknown>) => void): Promise<() => void>
}

/** The API server of the current kubeconfig, by its client certificate. */
export function kube(): Kube {
  const view = execFileSync('kubectl', ['config', 'view', '--raw', '--minify', '-o', 'json'], { encoding: 'utf8' })
  const { clusters, users } = JSON.parse(view)
  const bytes = (text: string) => Buffer.from(text, 'base64')
  const agent = new Agent({
    keepAlive: true,
    ca: bytes(clusters[0].cluster['certificate-authority-data']),
    cert: bytes(users[0].user['client-certificate-data']),
    key: bytes(users[0].user['client-key-data']),
  })
  const url = new URL(clusters[0].cluster.server)
  const open = (method: string, path: string, body?: unknown): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const headers = body === undefined ? {} : { 'content-type': 'application/json' }
      const outgoing = request({ agent, host: url.hostname, port: url.port, method, path, headers }, resolve)
      outgoing.once('error', reject)
      outgoing.end(body === undefined ? undefined : JSON.stringify(body))
    })
  return {
    send: async (method, path, body) => {
      const incoming = await open(method, path, body)
      let text = ''
      for await (const chunk of incoming) text += String(chunk)
      if ((incoming.statusCode ?? 500) >= 400) throw new Error(`${method} ${path}: ${text}`)
      return JSON.parse(text)
    },
    watch: async (path, onFrame) => {
      const incoming = await open('GET', path)
      createInterface({ input: incoming }).on('line', (line) => {
        const { type, object } = JSON.parse(line)
        onFrame(type, object)
      })
      return () => incoming.destroy()
    },
  }
}
