import { expect, test } from 'vitest'
import { shortImage, shortValue } from '../../src/report/short-text.ts'

test('of a digest twelve digits are shown, of a tag everything', () => {
  expect(shortImage(`python@sha256:${'a1'.repeat(32)}`)).toBe('python@sha256:a1a1a1a1a1a1…')
  expect(shortImage('docker.io/library/python:3.12')).toBe('python:3.12')
  expect(shortImage('docker.io/acme/scorer:1')).toBe('acme/scorer:1')
  expect(shortImage('ghcr.io/acme/scorer:1.2.3')).toBe('ghcr.io/acme/scorer:1.2.3')
})

test('a long output is cut, and one can see that', () => {
  expect(shortValue('0.97')).toBe('0.97')
  expect(shortValue('x'.repeat(500))).toBe(`${'x'.repeat(100)}…`)
})
