import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeCertificate } from '../../../src/local/up/certificate.ts'

const now = Date.UTC(2026, 0, 5, 9)
const { certificate, key } = makeCertificate(['kubernetes.default.svc'], ['127.0.0.1'], now)
const read = new X509Certificate(certificate)

test('it signs itself, and its key belongs to it', () => {
  expect(read.verify(read.publicKey)).toBe(true)
  expect(key).toContain('-----BEGIN PRIVATE KEY-----')
  expect(read.ca).toBe(true)
  expect(read.checkIssued(read)).toBe(true)
})

test('it is good for its names and addresses, and for no others', () => {
  expect(read.checkHost('kubernetes.default.svc')).toBe('kubernetes.default.svc')
  expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1')
  expect(read.checkHost('example.com')).toBeUndefined()
})

test('it begins a little earlier, for clocks that go behind, and lasts', () => {
  expect(read.validFromDate.getTime()).toBe(now - 3600_000)
  expect(read.validToDate.getUTCFullYear()).toBe(2036)
})
