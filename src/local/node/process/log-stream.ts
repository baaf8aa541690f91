import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import type { LogOptions } from '../../contract.ts'
import { aborted } from '../aborted.ts'
import type { LogFile } from './log-file.ts'

interface Entry {
  readonly time: string
  readonly isWhole: boolean
  readonly text: Buffer
}

const NEWLINE = 0x0a
const BLANK = 0x20

/** The log of one run as a kubelet serves it; `live` is its writer while the run goes on. */
export async function* logStream(
  path: string,
  live: LogFile | undefined,
  options: LogOptions,
  now: number,
): AsyncGenerator<Uint8Array> {
  let left = options.limitBytes ?? Number.POSITIVE_INFINITY
  for await (const bytes of pieces(path, live, options, now)) {
    yield bytes.length > left ? bytes.subarray(0, left) : bytes
    left -= bytes.length
    if (left <= 0) return
  }
}

async function* pieces(
  path: string,
  live: LogFile | undefined,
  options: LogOptions,
  now: number,
): AsyncGenerator<Uint8Array> {
  const format = formatter(options.timestamps)
  const since = sinceTime(options, now)
  const wanted = (bytes: Buffer) => entriesOf(bytes).filter(({ time }) => !isBefore(time, since))
  let rotations = live?.rotations ?? 0
  const current = readFrom(path, 0)
  let offset = wholeLines(current)
  const all = [...wanted(readFrom(`${path}.1`, 0)), ...wanted(current.subarray(0, offset))]
  yield Buffer.concat(tail(all, options.tailLines).map(format))
  while (options.follow && live !== undefined && !options.signal.aborted) {
    const change = live.changed()
    const isOver = live.isClosed
    if (rotations !== live.rotations) {
      // Two turns within one wait would lose the part between: at ten megabytes that takes a reader who was stuck.
      yield Buffer.concat(wanted(readFrom(`${path}.1`, offset)).map(format))
      rotations = live.rotations
      offset = 0
    }
    const news = readFrom(path, offset)
    const end = wholeLines(news)
    offset += end
    if (end > 0) yield Buffer.concat(wanted(news.subarray(0, end)).map(format))
    if (isOver) return
    await Promise.race([change, aborted(options.signal)])
  }
}

function readFrom(path: string, offset: number): Buffer {
  if (!existsSync(path)) return Buffer.alloc(0)
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - offset))
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset))
  } finally {
    closeSync(file)
  }
}

function wholeLines(bytes: Buffer): number {
  return bytes.lastIndexOf(NEWLINE) + 1
}

function entriesOf(bytes: Buffer): readonly Entry[] {
  const entries: Entry[] = []
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(NEWLINE, start)
    const end = found < 0 ? bytes.length : found
    const line = bytes.subarray(start, end)
    const first = line.indexOf(BLANK)
    const second = line.indexOf(BLANK, first + 1)
    const isWhole = line[second + 1] !== 0x50
    entries.push({ time: line.subarray(0, first).toString('latin1'), isWhole, text: line.subarray(second + 3) })
    start = end + 1
  }
  return entries
}

/** Joins the parts of long lines; only the first part of a line carries its time. */
function formatter(hasTime: boolean): (entry: Entry) => Buffer {
  let isInside = false
  return ({ time, isWhole, text }) => {
    const head = hasTime && !isInside ? Buffer.from(`${time} `) : Buffer.alloc(0)
    isInside = !isWhole
    return Buffer.concat(isWhole ? [head, text, Buffer.from('\n')] : [head, text])
  }
}

function tail(entries: readonly Entry[], count: number | undefined): readonly Entry[] {
  if (count === undefined) return entries
  let left = count
  let start = entries.length
  while (start > 0 && left >= 0) {
    if (entries[start - 1]?.isWhole === true && left-- === 0) break
    start--
  }
  return entries.slice(start)
}

function sinceTime(options: LogOptions, now: number): string {
  if (options.sinceTime !== undefined) return nanoseconds(options.sinceTime)
  if (options.sinceSeconds === undefined) return ''
  return nanoseconds(new Date(now - options.sinceSeconds * 1000).toISOString())
}

// Times of a log have nine digits and end in Z, so that their order is that of their texts.
function nanoseconds(time: string): string {
  const [, fraction = ''] = /\.(\d+)/.exec(time) ?? []
  return `${new Date(time).toISOString().slice(0, 19)}.${fraction.padEnd(9, '0').slice(0, 9)}Z`
}

function isBefore(time: string, since: string): boolean {
  return since !== '' && time < since
}
