import { expect, test } from 'vitest'
import {
  matchesFields,
  matchesLabels,
  parseFieldSelector,
  parseLabelSelector,
  requirementsOf,
} from '../../../src/local/api/selectors.ts'

const labels = { app: 'web', tier: 'front', weight: '5' }

test.each([
  ['', true],
  ['app=web', true],
  ['app==web,tier!=back', true],
  ['app in (api, web),tier notin (back)', true],
  ['tier,!track', true],
  ['weight>4,weight<6', true],
  ['app=api', false],
  ['track!=stable', true],
  ['!app', false],
  ['weight>5', false],
])('the labels of a web server under %s: %s', (selector, isMatch) => {
  expect(matchesLabels(parseLabelSelector(selector), labels)).toBe(isMatch)
})

test.each(['app=we b', 'a=b=c', '-app=web', 'app in web', 'app=web,,'])('%s is no selector', (text) => {
  expect(() => parseLabelSelector(text)).toThrow('no label selector')
})

test('a selector object asks for all it names; without one nothing is selected', () => {
  const matchExpressions = [
    { key: 'tier', operator: 'NotIn', values: ['back'] },
    { key: 'track', operator: 'DoesNotExist' },
  ]
  const requirements = requirementsOf({ matchLabels: { app: 'web' }, matchExpressions })
  expect(matchesLabels(requirements ?? [], labels)).toBe(true)
  expect(matchesLabels(requirements ?? [], { ...labels, track: 'beta' })).toBe(false)
  expect(requirementsOf(undefined)).toBeUndefined()
})

test.each([
  ['metadata.name=one,status.phase!=Failed', true],
  ['spec.hostNetwork=false', true],
  ['spec.nodeName=other', false],
])('a pod under the fields %s: %s', (selector, isMatch) => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'one' }, status: { phase: 'Running' } }
  expect(matchesFields(parseFieldSelector(selector, '/pods', true), pod)).toBe(isMatch)
})

test.each([
  ['spec.image=x', 'field label not supported: spec.image'],
  ['metadata.name', "can't understand 'metadata.name'"],
])('the fields %s are refused', (selector, why) => {
  expect(() => parseFieldSelector(selector, '/pods', true)).toThrow(why)
})
