import { constants, createPrivateKey, type KeyObject, randomUUID, sign, X509Certificate } from 'node:crypto'
import { cloudError } from '../cloud-error.ts'

/** A certificate of an application and its key. */
export interface AppCertificate {
  readonly certificate: X509Certificate
  /** PEM bodies of the certificate and what stands above it. */
  readonly chain: readonly string[]
  readonly key: KeyObject
}

/** `sha256` is right everywhere but at AD FS, which knows only `sha1`. */
export type Thumbprint = 'sha256' | 'sha1'

const lifeSeconds = 600

/** Reads a PEM file with the certificate, its chain and its key. */
export function parseCertificate(pem: string, password: string | undefined, path: string): AppCertificate {
  const blocks = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g)]
  const first = blocks[0]?.[0]
  const key =
    /-----BEGIN (?:RSA |ENCRYPTED )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA |ENCRYPTED )?PRIVATE KEY-----/.exec(
      pem,
    )?.[0]
  if (first === undefined || key === undefined) throw unusable(path, 'holds no certificate with its key as PEM')
  try {
    return {
      certificate: new X509Certificate(first),
      chain: blocks.map((block) => (block[1] ?? '').replace(/\s/g, '')),
      key: createPrivateKey(password === undefined ? key : { key, passphrase: password }),
    }
  } catch {
    // The message of the parser is of no use here, and is not ours to trust with a key.
    throw unusable(path, 'cannot be read: wrong password, or a damaged key')
  }
}

/** A signed statement of an application that it is itself, for one token endpoint. */
export function certificateAssertion(
  { certificate, chain, key }: AppCertificate,
  about: { readonly clientId: string; readonly endpoint: string; readonly now: number; readonly id?: string },
  thumbprint: Thumbprint = 'sha256',
): string {
  const iat = Math.floor(about.now / 1000)
  const header =
    thumbprint === 'sha1'
      ? { alg: 'RS256', typ: 'JWT', x5t: encoded(certificate.fingerprint) }
      : { alg: 'PS256', typ: 'JWT', x5c: chain, 'x5t#S256': encoded(certificate.fingerprint256) }
  const claims = {
    aud: about.endpoint,
    iss: about.clientId,
    sub: about.clientId,
    exp: iat + lifeSeconds,
    iat,
    jti: about.id ?? randomUUID(),
  }
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const padding =
    thumbprint === 'sha1'
      ? { padding: constants.RSA_PKCS1_PADDING }
      : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  return `${input}.${sign('sha256', Buffer.from(input), { key, ...padding }).toString('base64url')}`
}

function encoded(fingerprint: string): string {
  return Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url')
}

function unusable(path: string, what: string): Error {
  return cloudError(
    'azure-certificate',
    `the certificate file ${path} ${what}`,
    'Give PEM with certificate and private key; a PFX file becomes that with "openssl pkcs12 -in FILE -nodes -out FILE.pem".',
  )
}
