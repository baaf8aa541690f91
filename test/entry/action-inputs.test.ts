import { expect, test } from 'vitest'
import { readInputs } from '../../src/entry/action-inputs.ts'

const inputs = (given: Record<string, string>) => readInputs((name) => given[name] ?? '', Object.keys(given))
const messages = (given: Record<string, string>) => inputs(given).problems.map((problem) => problem.message)

test('nothing given means the defaults', () => {
  const result = inputs({})
  if (!result.ok) throw new Error('must be fine')
  expect(result.value.text('command')).toBe('deploy')
  expect(result.value.flag('summary')).toBe(true)
  expect(result.value.text('namespace')).toBeUndefined()
  expect(result.value.duration('timeout')).toBeUndefined()
})

test('lists and durations are read as people write them', () => {
  const result = inputs({ stages: 'a, b\nc', timeout: '1h30m', 'wait-lock': '90' })
  if (!result.ok) throw new Error('must be fine')
  expect(result.value.lines('stages')).toEqual(['a', 'b', 'c'])
  expect(result.value.duration('timeout')).toBe(5400)
  expect(result.value.duration('wait-lock')).toBe(90)
})

test('everything wrong is reported at once, by the name of the input', () => {
  expect(messages({ provider: 'esk', summary: 'yes', timeout: 'soon', command: 'destroy' })).toEqual([
    'the input "command" cannot be "destroy"',
    'the input "timeout" must be a duration, not "soon"',
    'the input "provider" cannot be "esk"',
    'the input "summary" must be true or false, not "yes"',
  ])
})

test.each([
  [{ provider: 'gke', cluster: 'c', 'role-to-assume': 'arn' }, 'is for provider eks, but "provider" is gke'],
  [{ cluster: 'c', region: 'r', project: 'p' }, 'several providers: eks, gke'],
  [{ provider: 'aks' }, 'provider aks needs the input "cluster"'],
  [{ comment: 'true' }, 'goes with command plan only'],
  [{ command: 'plan', environment: 'prod' }, 'the input "environment" goes with command deploy only'],
  [{ 'environment-url': 'https://x' }, 'the input "environment-url" needs "environment"'],
])('%j is a contradiction', (given, message) => {
  expect(messages(given).join('\n')).toContain(message)
})

test('an input that does not exist is a warning with the nearest name', () => {
  const result = inputs({ 'kube-config': 'x' })
  expect(result.ok).toBe(true)
  expect(result.problems).toMatchObject([{ severity: 'warning', hint: 'Did you mean "kubeconfig"?' }])
})

test('who means an environment of the configuration is told the input for it', () => {
  const { problems } = inputs({ command: 'plan', environment: 'prod' })
  expect(problems[0]?.hint).toContain('"config-environment"')
  expect(messages({ command: 'plan', 'config-environment': 'prod' })).toEqual([])
})
