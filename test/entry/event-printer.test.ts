import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { CommandInput } from '../../src/entry/command.ts'
import { eventPrinter } from '../../src/entry/event-printer.ts'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { eventsOfFailedRun } from '../builders-events.ts'
import { recordingIo } from '../builders-io.ts'

const folder = mkdtempSync(join(tmpdir(), 'bodywork-printer-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const options = (texts: Readonly<Record<string, string>>): CommandInput => ({
  positionals: [],
  flag: () => undefined,
  text: (name) => texts[name],
  number: () => undefined,
  list: () => [],
})

test('reports and full logs are written when they are asked for', async () => {
  const io = recordingIo()
  const printer = eventPrinter(options({ 'report-dir': folder, 'log-dir': join(folder, 'logs') }), io)
  for (const event of eventsOfFailedRun()) printer.emit(event)
  await printer.close()
  expect(readdirSync(folder).sort()).toEqual(['junit.xml', 'logs', 'report.html', 'report.json', 'report.md'])
  expect(readdirSync(join(folder, 'logs'))).toEqual(['train.log'])
  expect(io.out()).toContain('train | epoch 1\n')
})

test('silence is broken in text and never in JSON', async () => {
  const clock = virtualClock()
  const [text, json] = [recordingIo(), recordingIo()]
  const printers = [
    eventPrinter(options({}), text, { clock }),
    eventPrinter(options({ format: 'json' }), json, { clock }),
  ]
  await clock.advance(61_000)
  await Promise.all(printers.map((printer) => printer.close()))
  expect(text.out()).toContain('still working')
  expect(json.out()).toBe('')
})
