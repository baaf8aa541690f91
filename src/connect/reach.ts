import { lookup } from 'node:dns/promises'
import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { proxyFor } from '../cluster/proxy.ts'
import type { Connection } from './connection.ts'

/** One step on the way to a server. */
export interface ReachStep {
  readonly step: 'name' | 'port' | 'certificate' | 'proxy'
  readonly isOk: boolean
  readonly detail: string
  readonly hint?: string
}

type Env = Readonly<Record<string, string | undefined>>

const timeoutMs = 10_000

/** Name, port and certificate of the server, one after the other; the first that fails is the last. */
export async function reachSteps(connection: Connection, env: Env): Promise<readonly ReachStep[]> {
  const url = new URL(connection.server)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : url.port)
  const proxy = connection.proxyUrl ?? proxyFor(url, env)
  if (proxy !== undefined)
    return [{ step: 'proxy', isOk: true, detail: `through ${URL.canParse(proxy) ? new URL(proxy).host : 'a proxy'}` }]
  const steps: ReachStep[] = []
  for (const step of [nameStep, portStep, certificateStep]) {
    const done = await step({ connection, host, port })
    steps.push(done)
    if (!done.isOk) break
  }
  return steps
}

interface At {
  readonly connection: Connection
  readonly host: string
  readonly port: number
}

async function nameStep({ host }: At): Promise<ReachStep> {
  try {
    const found = await lookup(host, { all: true })
    return { step: 'name', isOk: true, detail: `${host} is ${found.map(({ address }) => address).join(', ')}` }
  } catch (error) {
    const hint = 'The name of a private cluster is known only inside its network: use a runner there.'
    return { step: 'name', isOk: false, detail: `${host} is not known (${codeOf(error)})`, hint }
  }
}

async function portStep({ host, port }: At): Promise<ReachStep> {
  const socket = connectTcp({ host, port, timeout: timeoutMs })
  try {
    await opened(socket, 'connect')
    return { step: 'port', isOk: true, detail: `${host}:${port} answers` }
  } catch (error) {
    const hint =
      'A firewall, authorized networks of the cluster, or a private endpoint: use a runner inside its network.'
    return { step: 'port', isOk: false, detail: `${host}:${port} does not answer (${codeOf(error)})`, hint }
  } finally {
    socket.destroy()
  }
}

async function certificateStep({ connection, host, port }: At): Promise<ReachStep> {
  if (connection.server.startsWith('http:'))
    return { step: 'certificate', isOk: true, detail: 'plain HTTP, so there is none' }
  if (connection.insecureSkipTlsVerify === true)
    return { step: 'certificate', isOk: true, detail: 'not checked, because insecure-skip-tls-verify is set' }
  const { ca, tlsServerName } = connection
  const servername = tlsServerName ?? (/^[\d.]+$|:/.test(host) ? undefined : host)
  const socket = connectTls({
    host,
    port,
    timeout: timeoutMs,
    ...(ca === undefined ? {} : { ca }),
    ...(servername === undefined ? {} : { servername }),
  })
  try {
    await opened(socket, 'secureConnect')
    return { step: 'certificate', isOk: true, detail: `it is the one of ${servername ?? host}` }
  } catch (error) {
    const hint =
      'The certificate authority of the kubeconfig is another one, a gateway stands in front, or "tls-server-name" is wrong.'
    return { step: 'certificate', isOk: false, detail: `it is not trusted (${codeOf(error)})`, hint }
  } finally {
    socket.destroy()
  }
}

function opened(socket: ReturnType<typeof connectTcp>, event: 'connect' | 'secureConnect'): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  socket.once(event, () => resolve())
  socket.once('error', reject)
  socket.once('timeout', () => reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })))
  return promise
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
}
