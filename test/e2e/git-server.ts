import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A git server of a test, with a certificate that no public authority signed. */
export interface GitServer {
  /** URL of a repository by the path of its folder below the root. */
  url(name: string): string
  /** File with the certificate to trust. */
  readonly ca: string
  /** How often it was asked with the right token, and how often without one. */
  readonly asked: { allowed: number; refused: number }
  stop(): Promise<void>
}

/** Serves the repositories below a folder to whoever has the token. */
export async function gitServer(options: {
  readonly root: string
  readonly host: string
  readonly token?: string
  /** Without TLS, for pods that were given no certificate to trust. */
  readonly isPlain?: boolean
}): Promise<GitServer> {
  const { root, host, token, isPlain = false } = options
  const folder = mkdtempSync(join(tmpdir(), 'git-server-'))
  const [key, ca] = [join(folder, 'key.pem'), join(folder, 'ca.pem')]
  const subject = ['-subj', '/CN=git of a test', '-addext', `subjectAltName=IP:${host}`]
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  execFileSync('openssl', [...made, ...subject, '-keyout', key, '-out', ca], { stdio: 'pipe' })
  const asked = { allowed: 0, refused: 0 }
  const expected = `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    if (token === undefined || request.headers.authorization === expected) {
      asked.allowed++
      backend(root, request, response)
      return
    }
    asked.refused++
    response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
  }
  const server = isPlain
    ? createPlainServer(answer)
    : createServer({ key: readFileSync(key), cert: readFileSync(ca) }, answer)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: (name) => `${isPlain ? 'http' : 'https'}://${host}:${port}/${name}`,
    ca,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          rmSync(folder, { recursive: true, force: true })
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

/** git's own server program answers, as it does behind any web server. */
function backend(root: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'https://host')
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      HOME: root,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      PATH_INFO: pathname,
      QUERY_STRING: String(searchParams),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'],
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'],
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  request.pipe(child.stdin)
  child.stdin.on('error', () => undefined)
  const parts: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  child.on('close', () => {
    const whole = Buffer.concat(parts)
    const end = whole.indexOf('\r\n\r\n')
    const headers = whole
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()] as const)
    const status = Number.parseInt(headers.find(([name]) => name === 'Status')?.[1] ?? '200', 10)
    response.writeHead(status, Object.fromEntries(headers.filter(([name]) => name !== 'Status')))
    response.end(whole.subarray(end + 4))
  })
}
