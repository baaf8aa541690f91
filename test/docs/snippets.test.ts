import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { packOrb } from '../../scripts/orb.ts'
import { callProblems } from '../../scripts/orb-calls.ts'
import { loadPipeline } from '../../src/config/load.ts'
import { readInputs } from '../../src/entry/action-inputs.ts'
import { inputs } from '../../src/entry/inputs.ts'
import { blocks } from './markdown.ts'
import { pages, root } from './pages.ts'

type Mapping = Readonly<Record<string, unknown>>

interface Snippet {
  readonly at: string
  readonly text: string
  readonly value: unknown
  readonly kind:
    | 'pipeline'
    | 'part of a pipeline'
    | 'part of a stage'
    | 'steps'
    | 'inputs'
    | 'orb'
    | 'workflow'
    | 'unknown'
}

const partsOfWorkflows = ['name', 'on', 'permissions', 'jobs', 'environment', 'concurrency', 'env', 'secrets']
const partsOfPipelines = ['defaults', 'groups']
const partsOfStages = ['artifacts', 'resources', 'service', 'batch']
const inputNames = inputs.map(({ name }) => name)

function kindOf(value: unknown): Snippet['kind'] {
  if (Array.isArray(value)) return 'steps'
  const keys = isMap(value) ? Object.keys(value) : []
  const hasOnly = (known: readonly string[]) => keys.length > 0 && keys.every((key) => known.includes(key))
  if (keys.includes('orbs')) return 'orb'
  if (keys.includes('stages') || keys.includes('pipeline'))
    return keys.includes('version') ? 'pipeline' : 'part of a pipeline'
  if (hasOnly(partsOfPipelines)) return 'part of a pipeline'
  if (keys.includes('jobs') || hasOnly(partsOfWorkflows)) return 'workflow'
  if (hasOnly(inputNames)) return 'inputs'
  return hasOnly(partsOfStages) ? 'part of a stage' : 'unknown'
}

const yaml = pages.flatMap((page) =>
  blocks(readFileSync(join(root, page), 'utf8'))
    .filter(({ language }) => /^ya?ml$/.test(language))
    .map(({ text, line }): Snippet => {
      const value: unknown = parse(text)
      return { at: `${page}:${line}`, text, value, kind: kindOf(value) }
    }),
)
const ofKind = (...kinds: readonly Snippet['kind'][]) => yaml.filter(({ kind }) => kinds.includes(kind))

test('of every YAML block it is known what it is a part of', () => {
  expect(ofKind('unknown').map(({ at }) => at)).toEqual([])
  expect(ofKind('pipeline').length).toBeGreaterThanOrEqual(7)
})

async function faults(at: string, text: string): Promise<readonly string[]> {
  const read = await loadPipeline({
    file: 'bodywork.yaml',
    readFile: () => Promise.resolve({ kind: 'content', bytes: Buffer.from(text) }),
    exists: () => Promise.resolve('file'),
    isStrict: true,
    checkFiles: false,
    isForDeploy: true,
  })
  return read.problems
    .filter(({ severity }) => severity !== 'note')
    .map(({ message, place }) => `${at}, its line ${place?.line}: ${message}`)
}

test('every bodywork.yaml that is shown whole is valid as it stands', async () => {
  const found = await Promise.all(ofKind('pipeline').map(({ at, text }) => faults(at, text)))
  expect(found.flat()).toEqual([])
})

test('a mistake in one of them would be found', async () => {
  const text = ofKind('pipeline')[0]?.text ?? ''
  expect((await faults('here', text.replace('gate:', 'gates:')))[0]).toContain('gates')
  expect(await faults('here', text.replace('DAG: train', 'DAG: tran'))).not.toEqual([])
})

test('every part of a bodywork.yaml is valid in a whole one', async () => {
  const found = await Promise.all(
    ofKind('part of a pipeline', 'part of a stage').map(({ at, value, kind }) =>
      faults(at, stringify(completed(kind === 'part of a stage' ? { stages: { train: value } } : value))),
    ),
  )
  expect(found.flat()).toEqual([])
})

/** What a part leaves out because it is not about that: names, an image, what a stage runs and how long. */
function completed(value: unknown): unknown {
  const given = isMap(value) ? value : {}
  const part: Mapping = partsOfPipelines.some((key) => key in given) ? { pipeline: given } : given
  const stages = isMap(part['stages']) ? part['stages'] : { train: {} }
  const extra = unseen(JSON.stringify(stages), Object.keys(stages))
  const needs = Object.keys(extra).length === 0 ? {} : { needs: Object.keys(extra) }
  const whole = Object.entries(stages).map(([name, stage]) => {
    const keys: Mapping = isMap(stage) ? stage : {}
    const isRunnable = ['run', 'command', 'image', 'helm', 'manifests'].some((key) => key in keys)
    return [name, { ...(isRunnable ? {} : { run: `${name}.py` }), ...needs, ...keys }]
  })
  const pipeline = isMap(part['pipeline']) ? part['pipeline'] : {}
  return {
    version: '2.0',
    ...part,
    pipeline: { name: 'docs', image: 'python:3.12-slim', ...pipeline },
    stages: { ...Object.fromEntries(whole), ...extra },
  }
}

/** Stages whose outputs a part uses without showing them. */
function unseen(text: string, shown: readonly string[]): Mapping {
  const used = [...text.matchAll(/\boutputs\.([a-z][\w-]*)\.(\w+)/g)].filter(([, stage = '']) => !shown.includes(stage))
  const names = [...new Set(used.map(([, stage = '']) => stage))]
  const outputsOf = (name: string) => used.flatMap(([, stage, key = '']) => (stage === name ? [key] : []))
  return Object.fromEntries(names.map((name) => [name, { run: `${name}.py`, outputs: [...new Set(outputsOf(name))] }]))
}

test('every step of ours gives inputs that the action takes', () => {
  const steps = ofKind('steps', 'workflow').flatMap(({ at, value }) => stepsIn(value).map((step) => ({ at, step })))
  const ours = steps.filter(({ step }) => String(step['uses']).startsWith('bodywork-action/bodywork-action@'))
  const given = [
    ...ours.map(({ at, step }) => ({ at, values: isMap(step['with']) ? step['with'] : {} })),
    ...ofKind('inputs').map(({ at, value }) => ({ at, values: isMap(value) ? value : {} })),
  ]
  expect(ours.length).toBeGreaterThanOrEqual(10)
  expect(
    given.flatMap(({ at, values }) => {
      const texts = new Map(Object.entries(values).map(([name, value]) => [name, String(value)]))
      const read = readInputs((name) => texts.get(name) ?? '', [...texts.keys()])
      return read.problems.map(({ message }) => `${at}: ${message}`)
    }),
  ).toEqual([])
})

function stepsIn(value: unknown): readonly Mapping[] {
  if (Array.isArray(value)) return value.filter(isMap).flatMap((item) => (isMap(item) ? [item, ...stepsIn(item)] : []))
  return isMap(value) ? Object.values(value).flatMap(stepsIn) : []
}

const ofEveryJob = ['name', 'requires', 'filters', 'context', 'serial-group', 'matrix', 'type']

test('every job of the orb is called with parameters that it has', () => {
  const orb = packOrb()
  const jobs = Object.fromEntries(Object.entries(orb.jobs ?? {}).map(([name, job]) => [`bodywork/${name}`, job]))
  const found = ofKind('orb').flatMap(({ at, value }) => {
    const workflows = isMap(value) && isMap(value['workflows']) ? Object.values(value['workflows']) : []
    const calls = workflows.flatMap((workflow) =>
      isMap(workflow) && Array.isArray(workflow['jobs']) ? workflow['jobs'] : [],
    )
    expect(calls.length).toBeGreaterThan(0)
    const ofOrb = calls.filter((call) => JSON.stringify(call).includes('"bodywork/'))
    return callProblems(at, ofOrb, jobs, ofEveryJob)
  })
  expect(found).toEqual([])
  expect(ofKind('orb').length).toBeGreaterThan(0)
})

test('JSON that is shown is JSON', () => {
  for (const page of pages)
    for (const { language, text, line } of blocks(readFileSync(join(root, page), 'utf8')))
      if (language === 'json') expect(() => JSON.parse(text), `${page}:${line}`).not.toThrow()
})

function isMap(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
