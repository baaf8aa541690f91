import { expect, test } from 'vitest'
import { representationOf } from '../../../../src/local/api/http/accept.ts'

test.each([
  [undefined, 'object'],
  ['application/json', 'object'],
  ['application/json;as=Table;v=v1;g=meta.k8s.io,application/json', 'table'],
  ['application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io', 'metadata'],
  ['application/vnd.kubernetes.protobuf, */*', 'object'],
])('%s shows objects as %s', (accept, shown) => {
  expect(representationOf(accept)).toBe(shown)
})

test('what is not served is refused', () => {
  expect(() => representationOf('text/html')).toThrow('only the following media types')
})
