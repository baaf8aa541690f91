import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { savedPlan } from '../../src/entry/saved-plan.ts'
import { ProblemError } from '../../src/model/problem.ts'
import { version } from '../../src/model/version.ts'
import { planText } from '../../src/plan/plan-file.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { recordingIo } from '../builders-io.ts'
import { aPipeline, someFacts } from '../builders-pipeline.ts'
import { aPipelineRepository } from '../builders-planning.ts'

const head = (cwd: string) => execFileSync('git', ['rev-parse', 'HEAD'], { cwd, encoding: 'utf8' }).trim()

function saved(cwd: string, commit: string) {
  const plan = planFor(
    { ...aPipeline(), file: 'bodywork.yaml' },
    someFacts({ programs: { 'bootstrap.py': '' }, commit, version }),
  )
  if (!plan.ok) throw new Error('no plan')
  writeFileSync(join(cwd, 'plan.json'), planText({ plan: plan.value }))
}

function inputOf(given: Readonly<Record<string, string | boolean | readonly string[]>>, positionals: string[] = []) {
  const of = <T>(name: string, is: (value: unknown) => value is T) => (is(given[name]) ? given[name] : undefined)
  return {
    positionals,
    flag: (name: string) => of(name, (value): value is boolean => typeof value === 'boolean'),
    text: (name: string) => of(name, (value): value is string => typeof value === 'string'),
    number: () => undefined,
    list: (name: string) => of(name, (value): value is readonly string[] => Array.isArray(value)) ?? [],
  }
}

test('a plan of the commit that is checked out is taken; of another one it is refused', async () => {
  const cwd = aPipelineRepository()
  const io = recordingIo({ cwd })
  saved(cwd, head(cwd))
  expect((await savedPlan('plan.json', inputOf({}), io)).ok).toBe(true)
  saved(cwd, 'a'.repeat(40))
  expect((await savedPlan('plan.json', inputOf({}), io)).problems).toMatchObject([{ code: 'plan/plan-commit' }])
})

test('a plan that was brought along without its repository is taken as it is', async () => {
  const { cwd } = recordingIo({ cwd: aPipelineRepository() })
  const elsewhere = join(cwd, '..', `${cwd.split('/').at(-1)}-elsewhere`)
  execFileSync('mkdir', [elsewhere])
  saved(elsewhere, 'a'.repeat(40))
  expect((await savedPlan('plan.json', inputOf({}), recordingIo({ cwd: elsewhere }))).ok).toBe(true)
})

test.for([
  ['another file', { file: 'x.yaml' }, [], '--plan and --file contradict each other'],
  ['another namespace', { namespace: 'other' }, [], '--plan and --namespace contradict each other'],
  ['other values', { set: ['a=1'] }, [], '--plan and --set contradict each other'],
  ['other files', { worktree: true }, [], '--plan and --worktree contradict each other'],
  ['a folder', {}, ['sub'], '--plan runs what was saved, of no other folder'],
  ['nothing', {}, [], 'the file "plan.json" cannot be read'],
] as const)('%s beside a plan is refused in words', async ([, given, positionals, message]) => {
  const io = recordingIo({ cwd: aPipelineRepository() })
  const refused = await savedPlan('plan.json', inputOf(given, [...positionals]), io).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(ProblemError)
  expect(refused instanceof ProblemError && refused.problems[0]?.message).toBe(message)
})
