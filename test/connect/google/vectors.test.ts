import { createVerify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CloudRequest, CloudResponse } from '../../../src/connect/cloud-ports.ts'
import { serviceAccountAssertion } from '../../../src/connect/google/assertion.ts'
import { metadataSource, sourceFromJson } from '../../../src/connect/google/credentials.ts'
import { ProblemError } from '../../../src/model/problem.ts'
import { json, recordingCloud } from '../../builders-cloud.ts'

const vectors = JSON.parse(readFileSync('test/vectors/gcp-jwt.json', 'utf8'))
// biome-ignore lint/suspicious/noExplicitAny: the vectors are JSON of many shapes
type Row = [string, any]
const rows = (name: string): Row[] => vectors[name].map((item: { name: string }): Row => [item.name, item])

function google(request: CloudRequest): CloudResponse {
  if (request.url.includes('/subject/json')) return json({ value: 'subject.token.json' })
  if (request.url.includes('/subject')) return { status: 200, headers: {}, body: 'subject.token.text' }
  if (request.url.includes('sts.googleapis.com'))
    return json({ access_token: 'ya29.test-federated-token', expires_in: 299 })
  if (request.url.includes(':generateAccessToken'))
    return json({ accessToken: 'ya29.test-impersonated-token', expireTime: '2026-01-02T04:04:05Z' })
  if (request.url.includes('/token?scopes='))
    return json({ access_token: 'ya29.test-metadata-token', expires_in: 3599 })
  if (request.url.includes('computeMetadata')) return json({ email: 'x', scopes: [] })
  return json({ access_token: 'ya29.test-sa-token', expires_in: 3599 })
}

function comparable(request: CloudRequest) {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded'
  return {
    method: request.method,
    url: request.url,
    authorization: headers['authorization'],
    body:
      request.body === undefined
        ? undefined
        : isForm
          ? Object.fromEntries(new URLSearchParams(request.body))
          : JSON.parse(request.body),
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function expected(request: any) {
  return {
    method: request.method,
    url: request.url,
    authorization: request.headers.authorization,
    body: request.form ?? request.json,
  }
}

test.each(rows('serviceAccount'))('assertion: %s', (_name, { inputs, header, claims, requests }) => {
  const key = inputs.serviceAccountKey
  const jwt = serviceAccountAssertion(
    {
      clientEmail: key.client_email,
      privateKey: key.private_key,
      privateKeyId: key.private_key_id,
      tokenUri: key.token_uri,
    },
    inputs.scopes,
    Date.parse(inputs.date),
  )
  const [head = '', body = '', signature = ''] = jwt.split('.')
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual(header)
  expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toEqual(claims)
  expect(
    createVerify('RSA-SHA256').update(`${head}.${body}`).verify(vectors.publicKeyPem, signature, 'base64url'),
  ).toBe(true)
  expect(requests[0].url).toBe(key.token_uri)
})

test.each([...rows('externalAccount'), ...rows('authorizedUser'), ...rows('impersonatedServiceAccount')])(
  'requests: %s',
  async (_name, item) => {
    const programs: { command: string; env: unknown }[] = []
    const files = Object.fromEntries(
      Object.entries(item.files ?? {}).map(([name, text]) => [`/dir/${name}`, String(text)]),
    )
    const ports = recordingCloud(google, {
      env: item.env ?? {},
      files,
      run: (command, _args, env) => {
        programs.push({ command, env })
        const script: string = item.executables.helper
        return Promise.resolve(/^\{.*\}$/m.exec(script)?.[0] ?? '')
      },
    })
    const text = JSON.stringify(item.credentialJson).replaceAll('{dir}', '/dir')
    const source = sourceFromJson(ports, text, 'the file')
    if (item.error !== undefined) {
      await expect(source.token(item.scopes)).rejects.toBeInstanceOf(ProblemError)
      expect(ports.sent).toEqual([])
      return
    }
    const token = await source.token(item.scopes)
    expect(token.token).toBe(item.resultToken)
    expect(Math.abs(token.expiresAt - Date.parse(item.resultExpiry))).toBeLessThanOrEqual(1000)
    const wanted = item.requests.map(expected)
    const sent = ports.sent.map(comparable)
    for (const list of [wanted, sent])
      for (const request of list) if (request.body?.assertion !== undefined) request.body.assertion = 'jwt'
    expect(sent).toEqual(wanted)
    for (const request of ports.sent)
      if (request.headers['Authorization'] !== undefined)
        expect(ports.masked).toContain(request.headers['Authorization'].replace('Bearer ', ''))
    if (item.executableEnv !== undefined)
      expect({ ...item.env, ...(programs[0]?.env as object) }).toEqual(item.executableEnv)
  },
)

test('the metadata server is asked as the library does', async () => {
  const ports = recordingCloud(google)
  const source = await metadataSource(ports)
  const token = await source?.token(['https://www.googleapis.com/auth/cloud-platform'])
  expect(token?.token).toBe('ya29.test-metadata-token')
  expect(ports.sent.map(comparable)).toEqual(vectors.metadataServer[0].requests.map(expected))
})
