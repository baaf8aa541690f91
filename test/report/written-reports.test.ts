import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { htmlPage } from '../../src/report/html.ts'
import { junitXml } from '../../src/report/junit.ts'
import { gantt, graph } from '../../src/report/mermaid.ts'
import { reportKeeper } from '../../src/report/run-report.ts'
import { aFailure, eventsOfFailedRun } from '../builders-events.ts'

const hostile = aFailure({ message: '<script>alert(1)</script> & "quotes"', lastLines: [']]>', '\u0000\u001b[31mred'] })

function report(failure = aFailure()) {
  const keeper = reportKeeper()
  for (const event of eventsOfFailedRun(failure)) keeper.emit(event)
  return keeper.report()
}

const parses = (xml: string) =>
  execFileSync(
    'python3',
    ['-c', 'import sys,xml.dom.minidom as m;m.parseString(sys.stdin.buffer.read());print("ok")'],
    { input: xml },
  ).toString()

test('JUnit is well-formed XML with one case per stage, whatever pods print', () => {
  const xml = junitXml(report(hostile))
  expect(parses(xml)).toBe('ok\n')
  expect(xml).toContain('tests="2" failures="1" skipped="0"')
  expect(xml).toContain('<failure type="oom"')
})

test('the page shows verdict, graph, failure and table without a script', async () => {
  const page = htmlPage(report(hostile))
  expect(page).not.toContain('<script')
  expect(page).toContain('&lt;script&gt;')
  await expect(htmlPage(report())).toMatchFileSnapshot('../golden/report/failed.html')
})

test('the graph is coloured by outcome and has the edges', () => {
  expect(graph(report())).toContain('s0["train"]:::succeeded')
  expect(graph(report())).toContain('s1(["serve"]):::failed')
  expect(graph(report())).toContain('s0 --> s1')
})

test('stage names cannot break out of the drawing', () => {
  const odd = {
    ...report(),
    stages: report().stages.map((stage) => ({ ...stage, name: `a"]; click b "javascript:x"` })),
  }
  expect(graph(odd)).not.toMatch(/"\]; click/)
})

test('the time line has a section for each stage', () => {
  expect(gantt(report())?.match(/section/g)).toHaveLength(2)
})
