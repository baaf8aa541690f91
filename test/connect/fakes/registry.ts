import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How a fake registry lets people in. */
export interface RegistrySetup {
  /** Manifests by `repository:tag`. */
  readonly manifests: Readonly<Record<string, string>>
  readonly signIn: 'none' | 'anonymous' | 'password' | 'basic' | 'refresh'
  readonly password?: string
  /** Registries of old do not name the digest. */
  readonly isSilent?: boolean
}

/** A registry on a loopback port, with the API that all registries share. */
export async function fakeRegistry({ manifests, signIn, password = '', isSilent = false }: RegistrySetup) {
  const requests: string[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    const authorization = request.headers.authorization ?? ''
    requests.push(`${request.method} ${url.pathname}`)
    const json = (status: number, body: object, headers: Readonly<Record<string, string>> = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    const own = `Basic ${btoa(`robot:${password}`)}`
    if (url.pathname === '/token') {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        const isKnown =
          signIn === 'anonymous' ||
          (signIn === 'password' && authorization === own) ||
          (signIn === 'refresh' && new URLSearchParams(body).get('refresh_token') === password)
        const asked = signIn === 'refresh' ? new URLSearchParams(body) : url.searchParams
        if (!isKnown || !asked.get('scope')?.endsWith(':pull')) json(401, { errors: [{ code: 'UNAUTHORIZED' }] })
        else json(200, signIn === 'refresh' ? { access_token: 'pull' } : { token: 'pull' })
      })
      return
    }
    const isIn = signIn === 'none' || authorization === 'Bearer pull' || (signIn === 'basic' && authorization === own)
    const challenge =
      signIn === 'basic' ? 'Basic realm="registry"' : `Bearer realm="${url.origin}/token",service="fake",scope="x"`
    if (!isIn) {
      json(401, { errors: [{ code: 'UNAUTHORIZED' }] }, { 'www-authenticate': challenge })
      return
    }
    const [, repository, tag] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url.pathname) ?? []
    const manifest = manifests[`${repository}:${tag}`]
    if (manifest === undefined || !String(request.headers.accept).includes('image.index.v1')) {
      json(404, { errors: [{ code: 'MANIFEST_UNKNOWN' }] })
      return
    }
    response.writeHead(200, isSilent ? {} : { 'docker-content-digest': digestOf(manifest) })
    response.end(request.method === 'HEAD' ? undefined : manifest)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The digest by which registries know a manifest. */
export function digestOf(manifest: string): string {
  return `sha256:${createHash('sha256').update(manifest).digest('hex')}`
}
