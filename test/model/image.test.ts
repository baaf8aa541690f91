import { expect, test } from 'vitest'
import { isPinned, parseImage, pinnedImage } from '../../src/model/image.ts'

const digest = `sha256:${'a'.repeat(64)}`

test.each([
  ['python', { repository: 'library/python' }],
  ['python:3.11', { repository: 'library/python', tag: '3.11' }],
  ['docker.io/library/python:3.11-slim', { repository: 'library/python', tag: '3.11-slim' }],
  ['ghcr.io/acme/team/scorer:v1', { registry: 'ghcr.io', repository: 'acme/team/scorer', tag: 'v1' }],
  ['localhost:5000/i', { registry: 'localhost:5000', repository: 'i' }],
  ['registry.local/python:3.11', { registry: 'registry.local', repository: 'python', tag: '3.11' }],
  [`host:5000/i:t@${digest}`, { registry: 'host:5000', repository: 'i', tag: 't', digest }],
  [`user/i@${digest}`, { repository: 'user/i', digest }],
])('%s is read', (text, parts) => {
  const parsed = parseImage(text)
  expect(parsed.ok && parsed.value).toEqual(parts)
})

test.each(['', 'Python:3', 'a:b:c', 'a@b', 'a/:x', 'a b', `a@${digest}@${digest}`, 'a:-x'])('%j is refused', (text) => {
  expect(parseImage(text).problems[0]?.code).toBe('plan/bad-image')
})

test('an image is pinned by its digest and keeps its name', () => {
  expect(pinnedImage('host:5000/a/i:1', digest)).toBe(`host:5000/a/i@${digest}`)
  expect(pinnedImage('python:3.11', digest)).toBe(`python@${digest}`)
  expect([isPinned('a:1'), isPinned(`a@${digest}`)]).toEqual([false, true])
})
