import { expect, test } from 'vitest'
import type { ActionInputs } from '../../src/entry/action-inputs.ts'
import { runSeveral } from '../../src/entry/action-several.ts'
import { ProblemError } from '../../src/model/problem.ts'
import { aPipeline } from '../builders-pipeline.ts'
import { smallWiring } from './wiring.ts'

const files = ['churn/bodywork.yaml', 'forecast/bodywork.yaml']

function aDoor(signal = new AbortController().signal) {
  const outputs: Record<string, string> = {}
  const summaries: string[] = []
  const annotated: string[] = []
  const door = {
    runner: {
      input: () => '',
      setSecret: () => undefined,
      setOutput: (name: string, value: string) => {
        outputs[name] = value
      },
      exportVariable: () => undefined,
      saveState: () => undefined,
      state: () => '',
      isDebug: () => false,
      startGroup: () => undefined,
      endGroup: () => undefined,
      debug: () => undefined,
      annotate: (_level: string, message: string) => void annotated.push(message),
      writeSummary: (markdown: string) => {
        summaries.push(markdown)
        return Promise.resolve()
      },
    },
    env: {},
    cwd: '/',
    write: () => undefined,
    signal,
    wiring: smallWiring(() => aPipeline()),
  }
  return { door, outputs, summaries, annotated }
}

const inputs: ActionInputs = {
  text: (name) => ({ config: '*/bodywork.yaml', 'report-dir': 'reports' })[name],
  flag: (name) => name === 'summary',
  duration: () => undefined,
  lines: () => [],
}

test('each configuration is done in turn, with reports of its own, outputs by file, and one summary', async () => {
  const { door, outputs, summaries } = aDoor()
  const done: unknown[] = []
  const code = await runSeveral(door, inputs, files, async (own, given) => {
    const config = given.text('config') ?? ''
    done.push([config, given.text('report-dir')])
    own.runner.setOutput('status', 'succeeded')
    own.runner.setOutput('service-urls', JSON.stringify({ serve: `http://${config}` }))
    own.runner.setOutput('duration-seconds', '4')
    await own.runner.writeSummary(`## ${config}`)
    return 0
  })
  expect(code).toBe(0)
  expect(done).toEqual([
    ['churn/bodywork.yaml', 'reports/churn'],
    ['forecast/bodywork.yaml', 'reports/forecast'],
  ])
  expect(outputs).toMatchObject({ status: 'succeeded', 'duration-seconds': '8' })
  expect(JSON.parse(outputs['service-urls'] ?? '')).toEqual({
    'churn/bodywork.yaml': { serve: 'http://churn/bodywork.yaml' },
    'forecast/bodywork.yaml': { serve: 'http://forecast/bodywork.yaml' },
  })
  expect(summaries).toHaveLength(1)
  expect(summaries[0]).toContain('2 pipelines succeeded')
})

test('one that fails does not hold up the next, and decides the result', async () => {
  const { door, outputs, annotated } = aDoor()
  const code = await runSeveral(door, inputs, files, (own, given) => {
    if (given.text('config')?.startsWith('churn') === true)
      throw new ProblemError('cluster', [{ severity: 'error', code: 'cluster/forbidden', message: 'no right to it' }])
    own.runner.setOutput('status', 'succeeded')
    return Promise.resolve(0)
  })
  expect(code).toBe(3)
  expect(outputs).toMatchObject({ status: 'refused', 'failure-cause': 'cluster/forbidden' })
  expect(annotated).toEqual([expect.stringContaining('no right to it')])
})

test('after a cancellation nothing else begins', async () => {
  const stop = new AbortController()
  const { door, summaries } = aDoor(stop.signal)
  const code = await runSeveral(door, inputs, files, () => {
    stop.abort()
    return Promise.resolve(130)
  })
  expect(code).toBe(130)
  expect(summaries[0]).toMatch(/forecast\/bodywork\.yaml` *\| *not begun/)
})
