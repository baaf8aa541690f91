import { createHash } from 'node:crypto'
import type { ImageReference } from '../model/image.ts'
import { cloudError, jsonText } from './cloud-error.ts'
import type { CloudPorts, CloudRequest, CloudResponse } from './cloud-ports.ts'
import { isServerTrouble } from './cloud-retry.ts'

/** What a registry knows a person or robot by. */
export type RegistryLogin =
  | { readonly kind: 'password'; readonly name: string; readonly password: string }
  | { readonly kind: 'refresh'; readonly token: string }

type Ports = Pick<CloudPorts, 'send' | 'sleep'>

/** One more try is enough: without the answer the tag is used as it is. */
const pauseMs = 1000

const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]

/** The digest that a tag stands for now, as its registry says. */
export async function imageDigest(ports: Ports, image: ImageReference, login?: RegistryLogin): Promise<string> {
  const ask = asker(ports, image, login)
  const head = await ask('HEAD')
  const named = head.headers['docker-content-digest']
  if (named !== undefined && isDigest(named)) return named
  const { body } = await ask('GET')
  return `sha256:${createHash('sha256').update(body).digest('hex')}`
}

function asker(ports: Ports, image: ImageReference, login: RegistryLogin | undefined) {
  const base = baseOf(image)
  const url = `${base}/v2/${image.repository}/manifests/${image.digest ?? image.tag ?? 'latest'}`
  let authorization: string | undefined
  const send = (method: CloudRequest['method']): Promise<CloudResponse> =>
    sendTwice(ports, {
      method,
      url,
      headers: {
        Accept: manifestTypes.join(', '),
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
    })
  return async (method: CloudRequest['method']): Promise<CloudResponse> => {
    let response = await send(method)
    if (response.status === 401 && authorization === undefined) {
      authorization = await answerTo(ports, response, { image, base, login })
      response = await send(method)
    }
    if (response.status === 200) return response
    throw refusedBy(base, image, response.status, login !== undefined)
  }
}

interface Asked {
  readonly image: ImageReference
  readonly base: string
  readonly login: RegistryLogin | undefined
}

/** What the registry demands: a name and password, or a token that another server gives for them, or for nothing. */
async function answerTo(ports: Ports, response: CloudResponse, asked: Asked): Promise<string> {
  const challenge = response.headers['www-authenticate'] ?? ''
  const { login, image, base } = asked
  if (/^basic\b/i.test(challenge) && login?.kind === 'password') return basic(login)
  const realm = /realm="([^"]+)"/.exec(challenge)?.[1]
  if (!/^bearer\b/i.test(challenge) || realm === undefined || !URL.canParse(realm))
    throw refusedBy(base, image, 401, login !== undefined)
  const url = new URL(realm)
  // A login goes over plain HTTP to this machine only.
  if (url.protocol !== 'https:' && !isLoopback(url.hostname))
    throw cloudError('registry', `${base} sends sign-ins to ${url.origin}, which is not encrypted`)
  const service = /service="([^"]+)"/.exec(challenge)?.[1] ?? ''
  const scope = `repository:${image.repository}:pull`
  const answer = await sendTwice(ports, tokenRequest(url, { service, scope }, login))
  const token = jsonText(answer.body, 'token') ?? jsonText(answer.body, 'access_token')
  if (token === undefined) throw refusedBy(base, image, answer.status, login !== undefined)
  return `Bearer ${token}`
}

function tokenRequest(
  realm: URL,
  asked: { readonly service: string; readonly scope: string },
  login: RegistryLogin | undefined,
): CloudRequest {
  if (login?.kind === 'refresh') {
    const form = { grant_type: 'refresh_token', client_id: 'bodywork-action', refresh_token: login.token, ...asked }
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    return { method: 'POST', url: realm.href, headers, body: new URLSearchParams(form).toString() }
  }
  const url = new URL(realm)
  for (const [name, value] of Object.entries(asked)) if (value !== '') url.searchParams.set(name, value)
  return { method: 'GET', url: url.href, headers: login === undefined ? {} : { Authorization: basic(login) } }
}

async function sendTwice(ports: Ports, request: CloudRequest): Promise<CloudResponse> {
  const response = await ports.send(request)
  if (!isServerTrouble(response)) return response
  await ports.sleep(pauseMs)
  return ports.send(request)
}

function basic(login: RegistryLogin & { readonly kind: 'password' }): string {
  return `Basic ${Buffer.from(`${login.name}:${login.password}`).toString('base64')}`
}

/** Docker Hub answers under another name than its images have; a registry on this machine needs no certificate. */
function baseOf({ registry }: ImageReference): string {
  if (registry === undefined || registry === 'docker.io') return 'https://registry-1.docker.io'
  return `${isLoopback(registry.replace(/:\d+$/, '')) ? 'http' : 'https'}://${registry}`
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(host)
}

function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text)
}

function refusedBy(base: string, image: ImageReference, status: number, hasLogin: boolean): Error {
  const name = `${image.repository}:${image.tag ?? 'latest'}`
  if (status === 404)
    return cloudError('registry', `${new URL(base).host} has no image ${name}`, 'Check its name and tag.')
  if (status === 401 || status === 403)
    return cloudError(
      'registry',
      `${new URL(base).host} does not show the image ${name}${hasLogin ? ' to this login' : ''}`,
      hasLogin ? 'The login may lack the right to pull, or the image is not there.' : 'Log in before: docker login.',
    )
  return cloudError('registry', `${new URL(base).host} answered ${status} for the image ${name}`)
}
