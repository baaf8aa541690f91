import { expect, test } from 'vitest'
import { pathMatcher } from '../../src/source/path-globs.ts'

const paths = ['ml/k8s/a.yaml', 'ml/k8s/b.json', 'ml/k8s/x/c.yml', 'ml/k8s/readme.md', 'ml/a.yaml', 'k8s/z.yaml']

test.each([
  ['k8s/a.yaml', ['ml/k8s/a.yaml']],
  ['./k8s', ['ml/k8s/a.yaml', 'ml/k8s/b.json']],
  ['k8s/*.yaml', ['ml/k8s/a.yaml']],
  ['k8s/**/*.y*ml', ['ml/k8s/a.yaml', 'ml/k8s/x/c.yml']],
  ['*.yaml', ['ml/a.yaml']],
  ['../k8s/*', ['k8s/z.yaml']],
])('%s', (glob, wanted) => {
  expect(paths.filter(pathMatcher('ml', glob))).toEqual(wanted)
})
