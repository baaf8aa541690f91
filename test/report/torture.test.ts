import { expect, test } from 'vitest'
import { githubLog } from '../../src/report/github-log.ts'
import { safeLine, splitLines } from '../../src/report/safe-line.ts'
import { readLog } from '../runner/log-reader.ts'
import { tortureLines } from '../runner/torture.ts'

test('none of at least sixty hostile lines is obeyed, and every one is still readable', () => {
  expect(tortureLines.length).toBeGreaterThanOrEqual(60)
  let output = ''
  const quiet = { startGroup: () => {}, endGroup: () => {}, annotate: () => {}, debug: () => {} }
  const emit = githubLog(
    (text) => {
      output += text
    },
    quiet,
    { annotations: true, showDebug: true },
  )
  const lines = tortureLines.flatMap((text) => splitLines(text))
  for (const line of lines) emit({ type: 'stage.log', at: 0, stage: 'train', pod: 'p', container: 'c', line })
  const read = readLog(output)
  expect(read.obeyed).toEqual([])
  expect(read.masks).toEqual([])
  expect(read.lines.filter((line) => line.startsWith('train | '))).toHaveLength(lines.length)
  expect(output).toContain('déjà vu 模型 🚀 stays readable')
  for (const word of ['own', 'ownerror', 'ownadd-mask']) expect(output).toContain(word)
})

test('the simulated runner would obey them if they were printed as they are', () => {
  expect(readLog(tortureLines.slice(0, 12).join('\n')).obeyed.length).toBeGreaterThan(5)
})

test('a line is made safe once: doing it again changes nothing', () => {
  for (const line of tortureLines) expect(safeLine(safeLine(line))).toBe(safeLine(line))
})
