import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { migrate } from '../../src/config/migrate.ts'
import { hasErrors } from '../../src/model/problem.ts'
import { filesOf, inspected } from '../builders-config.ts'
import { conformanceCases, type Verdict } from './reading.ts'

interface Difference {
  readonly case: string
  readonly generations: readonly string[]
  readonly kind: 'original-crashes' | 'later-stage-reported-too' | 'not-deployable-in-2.0'
  readonly reason: string
  /** What we blame. */
  readonly blames?: readonly string[]
}

const differences: readonly Difference[] = JSON.parse(readFileSync('test/conformance/differences.json', 'utf8'))
const differenceOf = (name: string, generation: string, kinds: readonly Difference['kind'][]) =>
  differences.find(
    (one) => one.case === name && one.generations.includes(generation) && kinds.includes(one.kind),
  )

const exists = async (path: string) =>
  ['a.py', 's.py', 'a.ipynb'].includes(path) ? ('file' as const) : ('missing' as const)

/** Blames without the original's prefix for keys it puts nowhere, and without its sentence. */
function wantedBlames(verdict: Verdict): readonly string[] {
  const blames = (verdict.blames ?? []).map((blame) => blame.replace(/^other:/, '').replace(/ - .*/, ''))
  return [...new Set(blames)].sort()
}

async function outcome(text: string, checkFiles: boolean) {
  const { problems, steps } = await inspected(text, { exists, checkFiles })
  const errors = problems.filter(({ severity }) => severity === 'error')
  const blames = [...new Set(errors.map(({ path }) => path ?? ''))].sort()
  return { valid: errors.length === 0, steps, blames }
}

describe.each(conformanceCases())('$name in $generation', ({ name, generation, text, textOnly, withFiles }) => {
  test.each([
    ['by its text', false, textOnly],
    ['with its files', true, withFiles],
  ] as const)('gets the verdict of the original %s', async (_, checkFiles, verdict) => {
    const ours = await outcome(text, checkFiles)
    expect(ours.valid).toBe(verdict.valid)
    if (verdict.valid) expect(ours.steps).toEqual(verdict.steps)
    const difference = differenceOf(name, generation, ['original-crashes', 'later-stage-reported-too'])
    expect(difference?.kind === 'original-crashes').toBe(verdict.reference_crashes === true)
    if (difference !== undefined) expect(ours.blames).toEqual(difference.blames)
    else if (!verdict.valid && wantedBlames(verdict).length > 0) expect(ours.blames).toEqual(wantedBlames(verdict))
  })
})

const valid = conformanceCases().filter(({ textOnly }) => textOnly.valid)

test.each(valid)('$name in $generation migrates to an equal 2.0 file', async ({ name, generation, text }) => {
  const old = await inspected(text)
  const migrated = await migrate('bodywork.yaml', filesOf({ 'bodywork.yaml': text }))
  if (!migrated.ok) throw new Error(`not migrated: ${JSON.stringify(migrated.problems)}`)
  const fresh = await inspected(migrated.value.text)
  expect(fresh.generation).toBe('2.0')
  if (differenceOf(name, generation, ['not-deployable-in-2.0']) !== undefined) {
    expect(hasErrors(fresh.problems)).toBe(true)
    const errors = fresh.problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)
    expect(old.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(errors))
    return
  }
  expect(fresh.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(bare(fresh.pipeline)).toEqual(bare(old.pipeline))
})

function bare(pipeline: unknown): unknown {
  const ignored = ['place', 'places', 'generation', 'file']
  return JSON.parse(JSON.stringify(pipeline, (key, value) => (ignored.includes(key) ? undefined : value)))
}

test('every difference is one that occurs, and has a reason', () => {
  const names = new Set(conformanceCases().map(({ name }) => name))
  expect(differences.filter((one) => !names.has(one.case) || one.reason.length < 20)).toEqual([])
})
