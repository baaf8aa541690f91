import { expect, test } from 'vitest'
import { restoreSummary } from '../../src/report/restore-summary.ts'
import { reportKeeper } from '../../src/report/run-report.ts'
import { eventsOfFailedRun } from '../builders-events.ts'

test('the verdict comes first, then what was restored', () => {
  const keeper = reportKeeper()
  for (const event of eventsOfFailedRun()) if (event.type === 'rollback.finished') keeper.emit(event)
  const text = restoreSummary('iris', 'restored', keeper.report())
  expect(text).toMatch(/^## ↩️ iris: .*what was deployed before is back\n\n### Rollback/)
})

test('what could not be restored is marked', () => {
  expect(restoreSummary('iris', 'restore-failed', reportKeeper().report())).toMatch(/^## ❌ .*did NOT succeed/)
})
