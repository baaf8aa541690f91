import { expect, test } from 'vitest'
import { requirementFault } from '../../src/plan/requirement.ts'

test.each([
  'pandas',
  'pandas==2.2.3',
  'scikit-learn >= 1.4, < 2',
  'uvicorn[standard]~=0.30',
  'a (>=1,<2)',
  'numpy==1.*; python_version < "3.12"',
  'torch==2.5.1+cpu',
  'pkg @ https://example.org/p.whl',
  'git+https://example.org/a/b@v1#egg=b',
  './vendor/pkg',
  '-r more.txt',
  'x==1 --hash=sha256:00',
  'package.whl',
])('%s is fine', (text) => {
  expect(requirementFault(text)).toBeUndefined()
})

test.each([
  ['', 1, /empty/],
  ['pkg = 1.2', 5, /"=="/],
  ['pkg=1.2', 4, /"=="/],
  ['pkg==', 4, /version must follow/],
  ['pkg 1.2', 5, /"1.2" is not expected/],
  ['pkg[a', 4, /brackets/],
  ['!pkg', 1, /must start/],
  ['pkg (>1', 8, /bracket is not closed/],
])('%j is refused at character %i', (text, column, why) => {
  const fault = requirementFault(text)
  expect(fault?.column).toBe(column)
  expect(fault?.why).toMatch(why)
})
