import { expect, test } from 'vitest'
import { objectPath, segmentsOf } from '../../../../src/local/api/http/path.ts'

test.each([
  ['/api/v1/pods', ['', 'v1', undefined, 'pods', '', '']],
  ['/api/v1/namespaces/team/pods/one/log', ['', 'v1', 'team', 'pods', 'one', 'log']],
  ['/api/v1/namespaces/team', ['', 'v1', undefined, 'namespaces', 'team', '']],
  ['/api/v1/namespaces/team/status', ['', 'v1', undefined, 'namespaces', 'team', 'status']],
  ['/apis/apps/v1/namespaces/team/deployments/a%2Fb/scale', ['apps', 'v1', 'team', 'deployments', 'a/b', 'scale']],
])('%s', (path, [group, version, namespace, resource, name, subresource]) => {
  const expected = { group, version, namespace, resource, name, subresource, rest: '' }
  expect(objectPath(segmentsOf(path))).toEqual(expected)
})

test('what follows a proxy is kept', () => {
  const path = '/api/v1/namespaces/team/services/web:80/proxy/a/b'
  expect(objectPath(segmentsOf(path))).toMatchObject({ name: 'web:80', subresource: 'proxy', rest: 'a/b' })
})

test.each(['/', '/api', '/api/v1', '/apis/apps', '/version', '/other/v1/pods/x'])(
  '%s is no path of objects',
  (path) => {
    expect(objectPath(segmentsOf(path))).toBeUndefined()
  },
)

test('a path that is not properly escaped is refused', () => {
  expect(() => segmentsOf('/api/%zz')).toThrow('not properly escaped')
})
