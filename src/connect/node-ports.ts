import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import * as http from 'node:http'
import * as https from 'node:https'
import { agentProxy, proxyFor } from '../cluster/proxy.ts'
import { cloudError } from './cloud-error.ts'
import type { CloudPorts, CloudRequest, CloudResponse } from './cloud-ports.ts'
import { identityTokens } from './oidc.ts'

type Env = Readonly<Record<string, string | undefined>>

const timeoutMs = 30_000
const programTimeoutMs = 60_000
/** Answers of sign-in services are a few KB; more is not one of them. */
const longestBody = 4 * 1024 * 1024

/** Signing in from this machine: real requests, files, programs and time. */
export function nodeCloudPorts(env: Env, mask: (secret: string) => void): CloudPorts {
  const ports = {
    env,
    mask: (secret: string) => {
      if (secret !== '') mask(secret)
    },
    now: Date.now,
    random: Math.random,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    readFile: (path: string) => readFile(path, 'utf8').catch(() => undefined),
    run: (command: string, args: readonly string[], own: Readonly<Record<string, string>>) =>
      runProgram(command, args, { ...env, ...own }),
    send: sender(env),
  }
  const identityToken = identityTokens(ports)
  return { ...ports, ...(identityToken === undefined ? {} : { identityToken }) }
}

/** Sends one request; the proxies of the environment are used, but never for addresses inside the machine. */
export function sender(env: Env): (request: CloudRequest) => Promise<CloudResponse> {
  const agents = (url: URL) => {
    const options = { proxyEnv: agentProxy(isLinkLocal(url) ? undefined : proxyFor(url, env)) }
    return url.protocol === 'http:' ? new http.Agent(options) : new https.Agent(options)
  }
  return (request) => {
    const url = new URL(request.url)
    const agent = agents(url)
    return exchange(url, request, agent).finally(() => agent.destroy())
  }
}

function exchange(url: URL, request: CloudRequest, agent: http.Agent): Promise<CloudResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<CloudResponse>()
  const start = url.protocol === 'http:' ? http.request : https.request
  const body = request.body ?? ''
  const length =
    body === '' && (request.method === 'GET' || request.method === 'HEAD')
      ? {}
      : { 'Content-Length': String(Buffer.byteLength(body)) }
  const headers = { 'User-Agent': 'bodywork-action', ...request.headers, ...length }
  const timeout = request.timeoutMs ?? timeoutMs
  const sent = start(url, { method: request.method, headers, agent, timeout, ...serverName(url) }, (answer) => {
    const chunks: Buffer[] = []
    let size = 0
    answer.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > longestBody) answer.destroy(new Error('the answer is too long'))
      else chunks.push(chunk)
    })
    answer.once('error', reject)
    answer.once('end', () =>
      resolve({
        status: answer.statusCode ?? 0,
        headers: Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(', ') : (value ?? ''),
          ]),
        ),
        body: Buffer.concat(chunks).toString('utf8'),
      }),
    )
  })
  sent.on('error', (error) => reject(unreachable(error, url)))
  // A request that waits for a proxy's tunnel has no socket yet, so that its end would not be told.
  const timer = setTimeout(() => {
    reject(unreachable(silence(), url))
    sent.destroy()
  }, timeout)
  sent.end(body)
  return promise.finally(() => clearTimeout(timer))
}

/** Told the name of a server, Node does not compare it with the long pattern of IPv6, which takes milliseconds to build. */
function serverName({ protocol, hostname }: URL): { readonly servername?: string } {
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
  return protocol === 'http:' || isAddress ? {} : { servername: hostname }
}

function silence(): Error {
  return Object.assign(new Error('no answer in time'), { name: 'TimeoutError' })
}

/** Keeps the code, by which passing troubles are known, and drops what could hold a signed URL. */
function unreachable(error: Error, url: URL): Error {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const isTimeout = error.name === 'TimeoutError' || code === 'ABORT_ERR' || code === 'TimeoutError'
  const problem = cloudError(
    'unreachable',
    `${url.host} cannot be reached: ${isTimeout ? 'no answer in time' : code}`,
    'Check the network of this machine; HTTPS_PROXY and NO_PROXY are honoured.',
  )
  return Object.assign(problem, { code: isTimeout ? 'ETIMEDOUT' : code })
}

/** Metadata services live at addresses that no proxy can reach. */
function isLinkLocal({ hostname }: URL): boolean {
  return /^169\.254\.|^127\.|^localhost$|^metadata\.google\.internal$|^\[(?:::1|fd00:ec2::254)\]$/.test(hostname)
}

function runProgram(command: string, args: readonly string[], env: Env): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const options = { env: { ...env }, timeout: programTimeoutMs, maxBuffer: longestBody }
  execFile(command, [...args], options, (error, stdout) => {
    if (error === null) resolve(stdout)
    else reject(programError(command, error))
  })
  return promise
}

/** What a program prints when it fails may hold secrets: only its name and how it ended are told. */
function programError(command: string, error: Error): Error {
  const code = 'code' in error ? String(error.code) : 'unknown'
  return cloudError(
    'program',
    code === 'ENOENT' ? `the program "${command}" is not installed` : `the program "${command}" failed (${code})`,
  )
}
