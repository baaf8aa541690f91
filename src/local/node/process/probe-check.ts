import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { at, listAt, numberAt, textAt } from '../../api/json.ts'
import type { Address } from './addresses.ts'
import { checkGrpc } from './grpc-check.ts'

/** What a check needs of the container it looks at. */
export interface Checked {
  /** Where a port, by number or name, is reached. */
  readonly reach: (port: unknown) => Address
  /** Runs words in the container's environment; answers the exit code and the end of the output. */
  readonly run: (
    argv: readonly string[],
    timeoutMs: number,
  ) => Promise<{ readonly code: number; readonly output: string }>
}

const BODY_LIMIT = 10 * 1024

/** Runs the handler of a probe or of a lifecycle hook once; answers what is wrong, in the words of a kubelet. */
export async function check(handler: unknown, target: Checked, timeoutMs: number): Promise<string | undefined> {
  const http = at(handler, 'httpGet')
  if (http !== undefined) return checkHttp(http, target, timeoutMs)
  const tcp = at(handler, 'tcpSocket')
  if (tcp !== undefined) return checkTcp(target.reach(at(tcp, 'port')), timeoutMs)
  const grpc = at(handler, 'grpc')
  if (grpc !== undefined) return checkGrpc(target.reach(at(grpc, 'port')), textAt(grpc, 'service'), timeoutMs)
  const exec = at(handler, 'exec')
  if (exec === undefined) return 'the local cluster knows no such probe: only httpGet, tcpSocket, exec and grpc'
  const { code, output } = await target.run(listAt(exec, 'command').map(String), timeoutMs)
  return code === 0 ? undefined : output || `command exited with code ${code}`
}

function checkHttp(http: unknown, target: Checked, timeoutMs: number): Promise<string | undefined> {
  const isTls = textAt(http, 'scheme') === 'HTTPS'
  const { host, port } = target.reach(at(http, 'port'))
  const path = `/${textAt(http, 'path').replace(/^\//, '')}`
  const url = `${isTls ? 'https' : 'http'}://${host}:${port}${path}`
  const headers = Object.fromEntries(
    listAt(http, 'httpHeaders').map((header) => [textAt(header, 'name'), textAt(header, 'value')]),
  )
  const options = {
    headers: { 'user-agent': 'kube-probe/1.36', accept: '*/*', connection: 'close', ...headers },
    timeout: timeoutMs,
    ...(isTls && { rejectUnauthorized: false }),
  }
  return new Promise((resolve) => {
    const request = (isTls ? httpsRequest : httpRequest)(url, options, (answer) => {
      const status = answer.statusCode ?? 0
      let length = 0
      answer.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > BODY_LIMIT) answer.destroy()
      })
      answer.on('close', () => clearTimeout(timer))
      resolve(status >= 200 && status < 400 ? undefined : `HTTP probe failed with statuscode: ${status}`)
    })
    const timer = setTimeout(() => {
      resolve(`Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`)
      request.destroy()
    }, timeoutMs)
    request.on('error', (error) => {
      clearTimeout(timer)
      resolve(`Get "${url}": ${dialError(host, port, error)}`)
    })
    request.end()
  })
}

function checkTcp({ host, port }: Address, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (fault: string | undefined) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(fault)
    }
    const timer = setTimeout(() => end(`dial tcp ${host}:${port}: i/o timeout`), timeoutMs)
    socket.once('connect', () => end(undefined))
    socket.once('error', (error) => end(dialError(host, port, error)))
  })
}

function dialError(host: string, port: number, error: Error): string {
  const code = 'code' in error ? error.code : undefined
  if (code === 'ECONNREFUSED') return `dial tcp ${host}:${port}: connect: connection refused`
  return code === 'ECONNRESET' ? 'EOF' : error.message
}

/** The port's number, when it is one or is named in the container's spec. */
export function portNumber(spec: unknown, port: unknown): number {
  if (typeof port === 'number') return port
  const named = listAt(spec, 'ports').find((item) => textAt(item, 'name') === port)
  return numberAt(named, 'containerPort') ?? Number(port)
}
