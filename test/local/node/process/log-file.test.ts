import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { logFile } from '../../../../src/local/node/process/log-file.ts'
import { logStream } from '../../../../src/local/node/process/log-stream.ts'
import { scratchFolder } from '../../../builders-process.ts'

const usual = { container: 'main', follow: false, previous: false, timestamps: false }
const started = Date.UTC(2026, 0, 5, 9)

function log(maxBytes?: number) {
  const path = join(scratchFolder(), '0.log')
  const time = { now: started }
  const file = logFile({ path, now: () => time.now, ...(maxBytes && { maxBytes }) })
  const controller = new AbortController()
  const read = (options = {}, live = false) =>
    text(logStream(path, live ? file : undefined, { ...usual, signal: controller.signal, ...options }, time.now))
  return { path, file, read, time, controller }
}

test('lines carry time, stream and tag; a line without end is whole when the log is closed', () => {
  const { path, file } = log()
  file.write('stdout', Buffer.from('one\ntw'))
  file.write('stderr', Buffer.from('bad\n'))
  file.write('stdout', Buffer.from('o'))
  file.close()
  expect(readFileSync(path, 'utf8')).toBe(
    '2026-01-05T09:00:00.000000000Z stdout F one\n' +
      '2026-01-05T09:00:00.000000001Z stderr F bad\n' +
      '2026-01-05T09:00:00.000000002Z stdout F two\n',
  )
})

test('a long line is stored in parts and read as one', async () => {
  const { file, read } = log()
  const long = 'x'.repeat(40_000)
  file.write('stdout', Buffer.from(`${long}\nshort\n`))
  file.close()
  expect(await read()).toBe(`${long}\nshort\n`)
  expect(await read({ tailLines: 2 })).toBe(`${long}\nshort\n`)
  expect(await read({ tailLines: 1, timestamps: true })).toMatch(/^2026-01-05T09:00:00\.\d{9}Z short\n$/)
})

test('a log that grows too large begins anew; the former part is still read', async () => {
  const { file, read } = log(200)
  for (let line = 0; line < 7; line++) file.write('stdout', Buffer.from(`line ${line}\n`))
  file.close()
  expect(file.rotations).toBe(1)
  expect(await read()).toBe([0, 1, 2, 3, 4, 5, 6].map((line) => `line ${line}\n`).join(''))
})

test('the past is cut by time, by lines and by bytes', async () => {
  const { file, read, time } = log()
  file.write('stdout', Buffer.from('old\n'))
  time.now += 5000
  file.write('stdout', Buffer.from('new\nnewer\n'))
  file.close()
  expect(await read({ sinceSeconds: 2 })).toBe('new\nnewer\n')
  expect(await read({ sinceTime: '2026-01-05T09:00:05.000000001Z' })).toBe('newer\n')
  expect(await read({ tailLines: 1 })).toBe('newer\n')
  expect(await read({ tailLines: 0 })).toBe('')
  expect(await read({ limitBytes: 6 })).toBe('old\nne')
})

test('a follower gets what is written later, over a rotation, until the log is closed', async () => {
  const { file, read } = log(90)
  file.write('stdout', Buffer.from('a\n'))
  const all = read({ follow: true }, true)
  for (const line of ['b\n', 'c\n', 'd\n']) {
    await new Promise((resolve) => setImmediate(resolve))
    file.write('stdout', Buffer.from(line))
  }
  file.close()
  expect(await all).toBe('a\nb\nc\nd\n')
})

test('a follower who goes away ends', async () => {
  const { file, read, controller } = log()
  file.write('stdout', Buffer.from('a\n'))
  const all = read({ follow: true }, true)
  controller.abort()
  expect(await all).toBe('a\n')
  file.close()
})
