import { afterEach, expect, test } from 'vitest'
import { sender } from '../../src/connect/node-ports.ts'
import { imageDigest, type RegistryLogin } from '../../src/connect/registry.ts'
import { json, problemOf, recordingCloud } from '../builders-cloud.ts'
import { digestOf, fakeRegistry, type RegistrySetup } from './fakes/registry.ts'

const manifest = '{"schemaVersion":2}'
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function asked(over: Partial<RegistrySetup>, login?: RegistryLogin, tag = '1.2') {
  const registry = await fakeRegistry({
    manifests: { 'acme/app:1.2': manifest, 'acme/app:latest': manifest },
    signIn: 'none',
    password: 'unique-password',
    ...over,
  })
  closing.push(registry.close)
  const image = { registry: registry.host, repository: 'acme/app', ...(tag === '' ? {} : { tag }) }
  return { registry, digest: imageDigest({ send: sender({}), sleep: () => Promise.resolve() }, image, login) }
}

const password: RegistryLogin = { kind: 'password', name: 'robot', password: 'unique-password' }

test.each<[string, Partial<RegistrySetup>, RegistryLogin | undefined, string]>([
  ['an open registry', {}, undefined, '1.2'],
  ['no tag, which is latest', {}, undefined, ''],
  ['a token that everybody gets', { signIn: 'anonymous' }, undefined, '1.2'],
  ['a token for a name and password', { signIn: 'password' }, password, '1.2'],
  ['a name and password', { signIn: 'basic' }, password, '1.2'],
  ['a refresh token', { signIn: 'refresh' }, { kind: 'refresh', token: 'unique-password' }, '1.2'],
  ['a registry that does not name the digest', { isSilent: true }, undefined, '1.2'],
])('the digest is found by %s', async (_name, setup, login, tag) => {
  expect(await (await asked(setup, login, tag)).digest).toBe(digestOf(manifest))
})

test('nothing but the head of the manifest is asked for', async () => {
  const { registry, digest } = await asked({ signIn: 'anonymous' })
  await digest
  const path = '/v2/acme/app/manifests/1.2'
  expect(registry.requests).toEqual([`HEAD ${path}`, 'GET /token', `HEAD ${path}`])
})

test.each<[string, Partial<RegistrySetup>, RegistryLogin | undefined, string, string]>([
  ['a tag that is not there', {}, undefined, '9', 'has no image acme/app:9'],
  ['a login that is missing', { signIn: 'password' }, undefined, '1.2', 'does not show the image acme/app:1.2'],
  ['a wrong login', { signIn: 'password' }, { ...password, password: 'unique-wrong' }, '1.2', 'to this login'],
])('%s is a problem that shows no secret', async (_name, setup, login, tag, message) => {
  const problem = await problemOf((await asked(setup, login, tag)).digest)
  expect(problem?.code).toBe('connect/registry')
  expect(problem?.message).toContain(message)
  expect(JSON.stringify(problem)).not.toContain('unique-')
})

test('images without a registry are those of Docker Hub', async () => {
  const ports = recordingCloud(() => json({}, 200, { 'docker-content-digest': digestOf(manifest) }))
  await imageDigest(ports, { repository: 'library/python', tag: '3.12' })
  expect(ports.sent.map(({ url }) => url)).toEqual(['https://registry-1.docker.io/v2/library/python/manifests/3.12'])
})

test('a login is not sent where it would not be encrypted', async () => {
  const headers = { 'www-authenticate': 'Bearer realm="http://elsewhere.example.test/token",service="x"' }
  const ports = recordingCloud(() => json({}, 401, headers))
  const problem = await problemOf(imageDigest(ports, { repository: 'library/python' }, password))
  expect(problem?.message).toContain('which is not encrypted')
  expect(ports.sent).toHaveLength(1)
})

test('a registry in trouble is asked once more', async () => {
  let count = 0
  const good = json({}, 200, { 'docker-content-digest': digestOf(manifest) })
  const ports = recordingCloud(() => (count++ === 0 ? json({}, 503) : good))
  expect(await imageDigest(ports, { repository: 'library/python' })).toBe(digestOf(manifest))
})
