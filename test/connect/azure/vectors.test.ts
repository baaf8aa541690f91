import { constants, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { certificateAssertion, parseCertificate } from '../../../src/connect/azure/certificate.ts'
import { findAzureSource } from '../../../src/connect/azure/credentials.ts'
import type { CloudRequest } from '../../../src/connect/cloud-ports.ts'
import { json, recordingCloud } from '../../builders-cloud.ts'

const vectors = JSON.parse(readFileSync('test/vectors/azure.json', 'utf8'))
const pem = `${vectors.privateKeyPem}\n${vectors.certificatePem}`
// biome-ignore lint/suspicious/noExplicitAny: the vectors are JSON of many shapes
type Row = [string, any]
const rows: Row[] = vectors.cases.map((item: { name: string }): Row => [item.name, item])

/** Where each case of the vectors finds its credential. */
// biome-ignore lint/suspicious/noExplicitAny: as above
function surroundings(item: any): Parameters<typeof recordingCloud>[1] {
  const { inputs } = item
  const ids = { AZURE_CLIENT_ID: inputs.clientId, AZURE_TENANT_ID: inputs.tenant }
  if (inputs.clientSecret !== undefined) return { env: { ...ids, AZURE_CLIENT_SECRET: inputs.clientSecret } }
  if (inputs.assertion !== undefined) return { env: ids, identityToken: () => Promise.resolve(inputs.assertion) }
  if (inputs.tokenFileText !== undefined)
    return { env: { ...ids, AZURE_FEDERATED_TOKEN_FILE: '/token' }, files: { '/token': inputs.tokenFileText } }
  if (inputs.clientId !== undefined)
    return { env: { ...ids, AZURE_CLIENT_CERTIFICATE_PATH: '/app.pem' }, files: { '/app.pem': pem } }
  return { env: item.env ?? {} }
}

function entra(request: CloudRequest) {
  if (request.url.endsWith('token?api-version=2018-02-01')) return json({ error: 'invalid_request' }, 400)
  return json({ access_token: 'issued', expires_in: 3599 })
}

const decoded = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString())
const compact = (text: string) => text.replace(/[\s=]/g, '')

test.each(rows)('Entra request: %s', async (_name, item) => {
  const ports = recordingCloud(entra, surroundings(item))
  const source = await findAzureSource(ports, {})
  expect((await source.token(item.inputs.scope)).token).toBe('issued')
  const sent = ports.sent.at(-1)
  const wanted = item.requests[0]
  expect(sent?.method).toBe(wanted.method)
  expect(decodeURIComponent(sent?.url ?? '')).toBe(wanted.url)
  for (const [name, value] of Object.entries(wanted.headers))
    if (name !== 'accept') expect(lowerCased(sent)[name]).toBe(value)
  if (wanted.form === undefined) return
  const { client_info: _, ...form } = wanted.form
  const own: Record<string, string> = Object.fromEntries(new URLSearchParams(sent?.body))
  if (item.assertion === undefined) expect(own).toEqual(form)
  else expect({ ...own, client_assertion: '' }).toEqual({ ...form, client_assertion: '' })
  expect(ports.masked).toContain(own['client_secret'] ?? own['client_assertion'])
})

function lowerCased(request: CloudRequest | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(request?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
}

test.each(rows.filter(([, item]) => item.assertion !== undefined))('assertion: %s', (_name, { inputs, assertion }) => {
  const isSha1 = assertion.header.x5t !== undefined
  const certificate = parseCertificate(pem, undefined, 'app.pem')
  const endpoint = `https://${inputs.host}/${inputs.tenant}/oauth2/v2.0/token`
  const about = { clientId: inputs.clientId, endpoint, now: Date.parse(vectors.clock), id: vectors.assertionId }
  const [head = '', body = '', signature = ''] = certificateAssertion(
    certificate,
    about,
    isSha1 ? 'sha1' : 'sha256',
  ).split('.')
  const header = decoded(head)
  expect(Object.keys(header)).toEqual(Object.keys(assertion.header))
  for (const [name, value] of Object.entries(assertion.header))
    expect(compact(String(header[name]))).toBe(compact(String(value)))
  expect(decoded(body)).toEqual(assertion.claims)
  const padding = isSha1
    ? { padding: constants.RSA_PKCS1_PADDING }
    : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
  const key = { key: certificate.certificate.publicKey, ...padding }
  expect(verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
})

test('the deterministic signature is the one that the vendor library made', () => {
  const item = vectors.cases.find(({ name }: { name: string }) => name === 'certificate, SHA-1 thumbprint')
  const [head, body, signature] = item.requests[0].form.client_assertion.split('.')
  const { certificate } = parseCertificate(pem, undefined, 'app.pem')
  const isValid = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    certificate.publicKey,
    Buffer.from(signature, 'base64url'),
  )
  expect(isValid).toBe(true)
})
