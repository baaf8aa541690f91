import { expect, test } from 'vitest'
import { classifyRefused, refusedGraceMs } from '../../../src/run/diagnosis/admission.ts'
import { defaultGraces } from '../../../src/run/graces.ts'

const quota = (requested: string, used: string, limited: string) =>
  classifyRefused(
    `pods "a" is forbidden: exceeded quota: small, requested: ${requested}, used: ${used}, limited: ${limited}`,
  )

test.each([
  ['what others may free is waited for', 'requests.cpu=500m', 'requests.cpu=1', 'requests.cpu=1', 60_000],
  ['more than there ever is fails at once', 'requests.cpu=500m', 'requests.cpu=0', 'requests.cpu=100m', 0],
  ['each thing counts on its own', 'memory=1Gi,pods=2', 'memory=0,pods=0', 'memory=2Gi,pods=1', 0],
])('a quota: %s', (_name, requested, used, limited, graceMs) => {
  const refused = quota(requested, used, limited)
  expect(refused?.cause).toBe('quota')
  expect(refused && refusedGraceMs(refused, defaultGraces)).toBe(graceMs)
})
