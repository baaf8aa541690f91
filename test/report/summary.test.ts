import { expect, test } from 'vitest'
import { reportKeeper } from '../../src/report/run-report.ts'
import { summaryMarkdown } from '../../src/report/summary.ts'
import { aFailure, eventsOfFailedRun } from '../builders-events.ts'

function reportOf(failure = aFailure()) {
  const keeper = reportKeeper()
  for (const event of eventsOfFailedRun(failure)) keeper.emit(event)
  return keeper.report()
}

test('the summary of a failed and restored run', async () => {
  await expect(summaryMarkdown(reportOf())).toMatchFileSnapshot('../golden/report/summary-failed.md')
})

test('pod text cannot leave its fence, its cell or its sentence', () => {
  const text = summaryMarkdown(
    reportOf(
      aFailure({
        message: '<img src=x> | [a](b) `c` ~~d~~',
        hint: '</details>',
        lastLines: ['```', '````', '## x', '<script>'],
      }),
    ),
  )
  expect(text).toContain('`````text\n```\n````\n## x\n<script>\n`````')
  expect(text).not.toMatch(/<img|<\/details>\n\n\*\*/)
  expect(text).toContain('&lt;img src=x&gt; \\| \\[a\\]\\(b\\)')
})

test('a summary that would be too long is shortened in steps and always fits', () => {
  const report = reportOf(aFailure({ lastLines: Array.from({ length: 50 }, (_, i) => `${i} ${'x'.repeat(3000)}`) }))
  for (const limit of [1_000_000, 120_000, 40_000, 20_000, 3000, 400]) {
    const text = summaryMarkdown(report, limit)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(Math.max(limit, 400))
    expect(text).toContain('iris')
  }
})
