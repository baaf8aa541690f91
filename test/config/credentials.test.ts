import { expect, test } from 'vitest'
import { credentialProblems, shielded, withoutCredentials } from '../../src/config/credentials.ts'

const join = (...parts: readonly string[]) => parts.join('')
const random = join('q7Zp', 'L2vX9c', 'R4tW8yB1', 'nM6kD3')

const shapes: readonly (readonly [string, string])[] = [
  ['an AWS access key', join('AKIA', 'ABCDEFGHIJ234567')],
  ['an AWS secret key', join('aws_secret_access_key: wJalrXUtnFEMI', 'K7MDENGbPxRfiCYzzzzzzzzzzAA')],
  ['a GitHub token', join('ghp', '_abcdefghijklmnopqrstuvwxyz0123456789')],
  ['a private key', join('-----BEGIN RSA ', 'PRIVATE KEY-----')],
  ['a Slack token', join('xoxb', '-1234567890-abcdef')],
  ['a password in a URL', join('postgres://me:', 'hunter22@db/x')],
  ['a GitHub token', join('github_pat', `_${'aB3_'.repeat(11)}`)],
  ['a GitLab token', join('glpat', '-aB3aB3aB3aB3aB3aB3aB3')],
  ['a Google API key', join('AIza', 'aB3_'.repeat(8), 'aB3')],
  ['an OpenAI or Anthropic key', join('sk', '-aB3aB3aB3aB3aB3aB3aB3')],
  ['a Hugging Face token', join('hf', `_${'aB3d'.repeat(8)}`)],
  ['a PyPI token', join('pypi', `-${'aB3d'.repeat(11)}`)],
  ['an npm token', join('npm', `_${'aB3d'.repeat(9)}`)],
  ['an Azure storage key', join('AccountKey', `=${'aB3d'.repeat(16)}==`)],
  ['a signed token', join('eyJhbGciOiJIUzI1', '.eyJzdWIiOiIxMjM0', '.SflKxwRJSMeKKF2QT4')],
]

test.each(shapes)('%s is found in a comment, and its value never shown', (what, value) => {
  const [problem, ...others] = credentialProblems('f', `a: 1\n# old: ${value}\n`)
  expect(others).toEqual([])
  expect(problem).toMatchObject({ code: 'config/credential', severity: 'warning', place: { line: 2 } })
  expect(problem?.message).toContain(what)
  expect(JSON.stringify(problem)).not.toContain(value)
})

test('random text under secrets is found, names of secrets are not', () => {
  const text = `stages:\n  a:\n    secrets:\n      KEY: ${random}\n      OTHER: my-aws-credentials-for-prod-2\n    args: [${random}]\n`
  expect(credentialProblems('f', text).map(({ place }) => place)).toEqual([{ file: 'f', line: 4, column: 12 }])
})

test('images, digests and versions are no credentials', () => {
  const text =
    'image: ghcr.io/acme/x@sha256:3f2a9c0d8e7b6a5f4c3d2e1f0a9b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b\nurl: https://a.b/c\n'
  expect(credentialProblems('f', text)).toEqual([])
})

test('what was found is replaced by stars of the same length', () => {
  const token = join('ghp', '_abcdefghijklmnopqrstuvwxyz0123456789')
  expect(withoutCredentials(`a: ${token} b`)).toBe(`a: ${'*'.repeat(token.length)} b`)
})

test('a problem about a credential neither repeats nor rewrites it', () => {
  const token = join('ghp', '_abcdefghijklmnopqrstuvwxyz0123456789')
  const problem = {
    severity: 'error',
    code: 'a/b',
    message: `no "${token}"`,
    hint: 'Try ghp-abc.',
    path: `a.${token}`,
  } as const
  const stars = '*'.repeat(token.length)
  expect(shielded(problem)).toEqual({ severity: 'error', code: 'a/b', message: `no "${stars}"`, path: `a.${stars}` })
})
