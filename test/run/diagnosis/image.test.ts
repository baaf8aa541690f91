import { expect, test } from 'vitest'
import { classifyPull } from '../../../src/run/diagnosis/image.ts'

test.each([
  ['failed to resolve reference "a/b:1.401": a/b:1.401: not found', 'image-not-found'],
  ['manifest unknown: manifest unknown', 'image-not-found'],
  ['pull access denied, repository does not exist or may require authorization', 'image-auth'],
  ['unexpected status code 403 Forbidden', 'image-auth'],
  ['no basic auth credentials', 'image-auth'],
  ['no matching manifest for linux/arm64/v8 in the manifest list entries', 'image-arch'],
  ['toomanyrequests: You have reached your pull rate limit', 'image-rate-limit'],
  ['dial tcp 1.2.3.4:443: i/o timeout', 'image-registry'],
  ['received unexpected HTTP status: 502 Bad Gateway', 'image-registry'],
  ['x509: certificate signed by unknown authority', 'image-registry'],
  ['Back-off pulling image "a/denied:503"', undefined],
])('%s', (message, cause) => {
  expect(classifyPull(message)).toBe(cause)
})
