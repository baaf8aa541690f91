import { expect, test } from 'vitest'
import { githubLog, type RunnerCommands } from '../../src/report/github-log.ts'
import { aFailure, eventsOfFailedRun } from '../builders-events.ts'

function recording() {
  const lines: string[] = []
  const runner: RunnerCommands = {
    startGroup: (name) => lines.push(`<group ${name}>`),
    endGroup: () => lines.push('<end>'),
    annotate: (level, message, place, title) =>
      lines.push(`<${level} ${place?.file ?? ''}:${place?.line ?? ''} ${title ?? ''}> ${message}`),
    debug: (message) => lines.push(`<debug> ${message}`),
  }
  return { lines, runner, write: (text: string) => void lines.push(text.trimEnd()) }
}

test('a run is grouped by wave, lines are prefixed, the annotation comes after the group', () => {
  const { lines, runner, write } = recording()
  const emit = githubLog(write, runner, { annotations: true, showDebug: false })
  for (const event of eventsOfFailedRun()) emit(event)
  const groups = lines.filter((line) => line.startsWith('<')).map((line) => line.split('>')[0])
  expect(groups).toEqual([
    '<group 1. train',
    '<end',
    '<group 2. serve',
    '<end',
    '<error bodywork.yaml:12 stage serve failed',
  ])
  expect(lines).toContain('train | epoch 1')
  expect(lines).toContain('serve | starting (0/2 ready)')
  expect(lines.find((line) => line.startsWith('<error'))).toContain('memory limit of 512Mi')
  expect(lines.at(-1)).toMatch(/^bodywork \| failed in 15 s: stage serve: .*; what was deployed before is back$/)
})

test('a pod cannot give commands: its lines are behind a prefix and broken up', () => {
  const { lines, runner, write } = recording()
  const emit = githubLog(write, runner, { annotations: true, showDebug: false })
  for (const line of ['::error::x', '##[add-mask]y', '\u200b::stop-commands::z'])
    emit({ type: 'stage.log', at: 0, stage: 'train', pod: 'p', container: 'main', line })
  expect(lines).toEqual(['train | ::error::x', 'train | # #[add-mask]y', 'train | ::stop-commands::z'])
})

test('at most ten annotations of a level are made, each at most 4,000 characters', () => {
  const { lines, runner, write } = recording()
  const emit = githubLog(write, runner, { annotations: true, showDebug: false })
  const failed = eventsOfFailedRun(aFailure({ message: 'm'.repeat(9000) })).find(
    (event) => event.type === 'stage.finished' && event.failure,
  )
  for (let i = 0; i < 15; i++) if (failed !== undefined) emit(failed)
  const annotations = lines.filter((line) => line.startsWith('<error'))
  expect(annotations).toHaveLength(10)
  expect(annotations[0]?.length).toBeLessThan(4100)
})

test('annotations can be turned off, and debug notices go to the debug log', () => {
  const { lines, runner, write } = recording()
  const emit = githubLog(write, runner, { annotations: false, showDebug: false })
  for (const event of eventsOfFailedRun()) emit(event)
  emit({ type: 'notice', at: 0, level: 'debug', code: 'x/y', message: 'GET /api' })
  expect(lines.some((line) => line.startsWith('<error'))).toBe(false)
  expect(lines.at(-1)).toBe('<debug> GET /api')
})
