import { expect, test } from 'vitest'
import { packOrb, pinned } from '../../scripts/orb.ts'
import { orbProblems } from '../../scripts/orb-check.ts'
import { memberOf, type Orb } from '../../scripts/orb-shape.ts'
import { cloudInputs } from '../../src/entry/connect-inputs.ts'
import { version } from '../../src/model/version.ts'

const orb = packOrb()
const problemsWith = (change: Partial<Orb>) => orbProblems({ ...orb, ...change }).join('\n')

test('the orb packs, and nothing is wrong with it', () => {
  expect(orbProblems(orb)).toEqual([])
  expect(Object.keys(orb.commands ?? {})).toEqual(['deploy', 'install', 'plan', 'rollback', 'run_deploy', 'validate'])
  expect(Object.keys(orb.jobs ?? {})).toEqual(['deploy', 'plan', 'rollback'])
  expect(JSON.stringify(orb)).not.toContain('<<include')
})

test('every way into a cluster that the tool knows is a parameter', () => {
  const spoken = cloudInputs.filter(({ isSecret }) => isSecret !== true)
  const names = spoken.map(({ name }) => name.replaceAll('-', '_'))
  for (const name of ['deploy', 'plan', 'rollback'])
    expect(Object.keys(memberOf(orb, 'jobs', name, 'parameters') ?? {})).toEqual(expect.arrayContaining(names))
})

test('the release of the tool is this one, and can be pinned with its checksum', () => {
  expect(memberOf(orb, 'commands', 'install', 'parameters', 'version', 'default')).toBe(version)
  const after = pinned(orb, '9.9.9', 'abc')
  expect(orbProblems(after)).toEqual([])
  expect(memberOf(after, 'jobs', 'deploy', 'parameters', 'version', 'default')).toBe('9.9.9')
  expect(memberOf(after, 'jobs', 'deploy', 'parameters', 'checksum', 'default')).toBe('abc')
})

const example = (job: unknown, more: object = {}) => ({
  examples: {
    one: {
      description: 'x',
      usage: { version: 2.1, orbs: { bodywork: 'bodywork/bodywork@1' }, workflows: { w: { jobs: [job] } }, ...more },
    },
  },
})

test.each([
  [{ version: 2 }, 'version must be 2.1'],
  [{ description: 'short' }, 'shorter than 64'],
  [{ display: {} }, 'display.source_url is missing'],
  [{ executors: { Default: { description: 'x' } } }, 'not snake_case'],
  [{ executors: { default: {} } }, 'the description is missing'],
  [
    { executors: { default: { description: 'x', docker: [{ image: '<< parameters.tag >>' }] } } },
    'used and not declared',
  ],
  [{ commands: { c: { description: 'x', steps: [{ run: { command: 'ls' } }] } } }, 'a run step has no name'],
  [{ commands: { c: { description: 'x', steps: ['nothing'] } } }, 'there is no "nothing"'],
  [example({ 'bodywork/deploy': { clusters: 'ml' } }), 'has no parameter "clusters"'],
  [example({ 'bodywork/deploy': { provider: 'esk' } }), 'cannot take "esk" as "provider"'],
  [example({ 'bodywork/deploy': { strict: 'yes' } }), 'cannot take "yes" as "strict"'],
  [example({ 'bodywork/destroy': {} }), 'there is no "destroy"'],
  [example({ 'bodywork/plan': { requires: ['test'] } }), 'requires "test", which no job is called'],
])('%j is found', (change, message) => {
  expect(problemsWith(change)).toContain(message)
})
