import { expect, test } from 'vitest'
import { allows } from '../../../../src/local/api/access/rules.ts'

const pods = { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods', 'pods/log'] }
const attempt = (verb: string, resource: string, name = '', group = '') =>
  ({ tag: 'objects', verb, group, resource, namespace: 'team', name }) as const

test.each([
  ['a verb and a resource it names', pods, attempt('get', 'pods', 'one'), true],
  ['a subresource it names', pods, attempt('get', 'pods/log', 'one'), true],
  ['another subresource', pods, attempt('get', 'pods/exec', 'one'), false],
  ['another verb', pods, attempt('delete', 'pods', 'one'), false],
  ['another group', pods, attempt('get', 'pods', 'one', 'apps'), false],
  ['everything', { verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, attempt('delete', 'jobs', 'x', 'batch'), true],
  [
    'one subresource of all',
    { verbs: ['get'], apiGroups: ['*'], resources: ['*/scale'] },
    attempt('get', 'x/scale'),
    true,
  ],
  ['the name it names', { ...pods, resourceNames: ['one'] }, attempt('get', 'pods', 'one'), true],
  ['another name', { ...pods, resourceNames: ['one'] }, attempt('get', 'pods', 'two'), false],
  ['a list, when names are named', { ...pods, resourceNames: ['one'] }, attempt('list', 'pods'), false],
  [
    'a path below',
    { verbs: ['get'], nonResourceURLs: ['/logs/*'] },
    { tag: 'path', verb: 'get', path: '/logs/x' } as const,
    true,
  ],
  [
    'another path',
    { verbs: ['get'], nonResourceURLs: ['/logs'] },
    { tag: 'path', verb: 'get', path: '/metrics' } as const,
    false,
  ],
])('a rule on %s', (_what, rule, wanted, isAllowed) => {
  expect(allows(rule, wanted)).toBe(isAllowed)
})
