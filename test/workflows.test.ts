import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { actionlint, lintWorkflows } from '../scripts/actionlint.ts'
import { readInputs } from '../src/entry/action-inputs.ts'
import { parseSecretLines } from '../src/entry/secret-lines.ts'

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

const folder = 'examples/workflows'
const names = readdirSync(folder).filter((name) => name.endsWith('.yml'))
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8')

function steps(text: string): readonly Step[] {
  const jobs: Record<string, { steps: Step[] }> = parse(text).jobs
  return Object.values(jobs).flatMap((job) => job.steps)
}

const isOurs = ({ uses }: Step) => uses?.startsWith('bodywork-action/bodywork-action@') === true

test.each(names)('%s gives inputs that the action takes as they stand', (name) => {
  const ours = steps(textOf(name)).filter(isOurs)
  expect(ours.length).toBeGreaterThan(0)
  for (const step of ours) {
    const given = Object.entries(step.with ?? {}).map(([key, value]) => [key, String(value)] as const)
    const values = new Map(given)
    const read = readInputs((input) => values.get(input) ?? '', [...values.keys()])
    expect(read.problems).toEqual([])
    expect(parseSecretLines(values.get('secrets') ?? '').ok).toBe(true)
  }
})

test.each(names)('%s grants only what it needs', (name) => {
  const workflow = parse(textOf(name))
  const usesCloud = steps(textOf(name)).some((step) =>
    ['role-to-assume', 'workload-identity-provider', 'client-id'].some((input) => step.with?.[input] !== undefined),
  )
  const comments = steps(textOf(name)).some((step) => step.with?.['comment'] === true)
  expect(workflow.permissions).toEqual({
    contents: 'read',
    ...(usesCloud ? { 'id-token': 'write' } : {}),
    ...(comments ? { 'pull-requests': 'write' } : {}),
  })
})

test('from a push to a served model takes 20 lines', () => {
  const lines = textOf('quick-start.yml')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  expect(lines.length).toBeLessThanOrEqual(20)
})

test.runIf(actionlint() !== undefined)('actionlint has nothing to say about any workflow', () => {
  expect(lintWorkflows(actionlint() ?? '')).toBe('')
})
