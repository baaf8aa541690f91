import { createHash, createHmac } from 'node:crypto'

/** Keys that sign requests. */
export interface AwsKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** Milliseconds since the epoch; undefined for long-lived keys. */
  readonly expiresAt?: number
}

/** Where and when a signature is good. */
export interface SigningScope {
  readonly service: string
  readonly region: string
  readonly date: Date
}

const algorithm = 'AWS4-HMAC-SHA256'
const emptyHash = sha256('')

/** The headers to add so that the service accepts the request; every header given is signed. */
export function signedHeaders(
  request: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: string
  },
  keys: AwsKeys,
  scope: SigningScope,
): Record<string, string> {
  const url = new URL(request.url)
  const time = timestamp(scope.date)
  const added: Record<string, string> = { 'X-Amz-Date': time }
  if (keys.sessionToken !== undefined) added['X-Amz-Security-Token'] = keys.sessionToken
  const headers = canonicalHeaders({ ...request.headers, ...added, host: url.host })
  const canonical = [
    request.method,
    canonicalPath(url.pathname),
    canonicalQuery([...url.searchParams]),
    headers.text,
    headers.names,
    sha256(request.body ?? ''),
  ].join('\n')
  const credential = `${keys.accessKeyId}/${credentialScope(scope)}`
  const signature = sign(canonical, keys, scope)
  return {
    ...added,
    Authorization: `${algorithm} Credential=${credential}, SignedHeaders=${headers.names}, Signature=${signature}`,
  }
}

/** A signed GET whose signature is in the query, as the EKS token needs it. */
export function presignedUrl(
  request: {
    readonly host: string
    readonly query: readonly (readonly [string, string])[]
    readonly headers: Readonly<Record<string, string>>
    readonly expiresSeconds: number
  },
  keys: AwsKeys,
  scope: SigningScope,
): string {
  const headers = canonicalHeaders({ ...request.headers, host: request.host })
  const query: (readonly [string, string])[] = [
    ...request.query,
    ['X-Amz-Algorithm', algorithm],
    ['X-Amz-Credential', `${keys.accessKeyId}/${credentialScope(scope)}`],
    ['X-Amz-Date', timestamp(scope.date)],
    ['X-Amz-Expires', String(request.expiresSeconds)],
    ['X-Amz-SignedHeaders', headers.names],
    ...(keys.sessionToken === undefined ? [] : [['X-Amz-Security-Token', keys.sessionToken] as const]),
  ]
  const canonical = ['GET', '/', canonicalQuery(query), headers.text, headers.names, emptyHash].join('\n')
  return `https://${request.host}/?${canonicalQuery(query)}&X-Amz-Signature=${sign(canonical, keys, scope)}`
}

function sign(canonicalRequest: string, keys: AwsKeys, scope: SigningScope): string {
  const text = [algorithm, timestamp(scope.date), credentialScope(scope), sha256(canonicalRequest)].join('\n')
  const day = hmac(`AWS4${keys.secretAccessKey}`, timestamp(scope.date).slice(0, 8))
  const key = hmac(hmac(hmac(day, scope.region), scope.service), 'aws4_request')
  return hmac(key, text).toString('hex')
}

function credentialScope(scope: SigningScope): string {
  return `${timestamp(scope.date).slice(0, 8)}/${scope.region}/${scope.service}/aws4_request`
}

function timestamp(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, '')
}

/** Every service but S3 wants each path segment escaped twice; the URL has been through it once. */
function canonicalPath(pathname: string): string {
  return pathname.split('/').map(percentEncoded).join('/')
}

function canonicalQuery(pairs: readonly (readonly [string, string])[]): string {
  return pairs
    .map(([name, value]) => [percentEncoded(name), percentEncoded(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function canonicalHeaders(headers: Readonly<Record<string, string>>): {
  readonly text: string
  readonly names: string
} {
  const rows = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/\s+/g, ' ')] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    text: rows.map(([name, value]) => `${name}:${value}\n`).join(''),
    names: rows.map(([name]) => name).join(';'),
  }
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
