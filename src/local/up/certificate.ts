import { createHash, generateKeyPairSync, sign } from 'node:crypto'

/** A key and a certificate for it, in PEM. */
export interface Certificate {
  readonly key: string
  readonly certificate: string
}

const YEAR_MS = 365 * 24 * 3600_000
const ECDSA_SHA256 = '1.2.840.10045.4.3.2'
const COMMON_NAME = '2.5.4.3'
const KEY_ID = '2.5.29.14'
const KEY_USAGE = '2.5.29.15'
const ALTERNATIVE_NAMES = '2.5.29.17'
const BASIC_CONSTRAINTS = '2.5.29.19'
const AUTHORITY_KEY_ID = '2.5.29.35'
const EXTENDED_USAGE = '2.5.29.37'
const SERVER = '1.3.6.1.5.5.7.3.1'

/** Makes a certificate that signs itself, good for those names and IPv4 addresses for ten years. */
export function makeCertificate(names: readonly string[], addresses: readonly string[], now: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const id = createHash('sha1').update(spki).digest()
  const algorithm = sequence(oid(ECDSA_SHA256))
  const name = sequence(tlv(0x31, sequence(oid(COMMON_NAME), tlv(0x0c, Buffer.from('bodywork-local')))))
  const alternatives = [
    ...names.map((text) => tlv(0x82, Buffer.from(text))),
    ...addresses.map((address) => tlv(0x87, Buffer.from(address.split('.').map(Number)))),
  ]
  const extensions = sequence(
    extension(BASIC_CONSTRAINTS, sequence(TRUE), true),
    // Signs connections, and certificates: itself.
    extension(KEY_USAGE, tlv(0x03, Buffer.from([1, 0x86])), true),
    extension(EXTENDED_USAGE, sequence(oid(SERVER))),
    extension(KEY_ID, tlv(0x04, id)),
    extension(AUTHORITY_KEY_ID, sequence(tlv(0x80, id))),
    extension(ALTERNATIVE_NAMES, sequence(...alternatives)),
  )
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), id.subarray(0, 15)])),
    algorithm,
    name,
    sequence(time(now - 3600_000), time(now + 10 * YEAR_MS)),
    name,
    spki,
    tlv(0xa3, extensions),
  )
  const signature = sign('sha256', body, privateKey)
  const whole = sequence(body, algorithm, tlv(0x03, Buffer.concat([Buffer.from([0]), signature])))
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    certificate: pem(whole),
  }
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function extension(id: string, value: Buffer, isCritical = false): Buffer {
  return sequence(oid(id), ...(isCritical ? [TRUE] : []), tlv(0x04, value))
}

function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)
  return tlv(0x17, Buffer.from(`${digits}Z`))
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts))
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  return tlv(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): readonly number[] {
  const bytes = [value & 0x7f]
  for (let left = value >> 7; left > 0; left >>= 7) bytes.unshift((left & 0x7f) | 0x80)
  return bytes
}

/** Tag, length, value: the form of everything in a certificate. */
function tlv(tag: number, value: Buffer): Buffer {
  const { length } = value
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value])
  const bytes = length < 0x100 ? [length] : [length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length, ...bytes]), value])
}

const TRUE = tlv(0x01, Buffer.from([0xff]))
