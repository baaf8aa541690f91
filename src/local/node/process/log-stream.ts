import { existsSync, readFileSync } from 'node:fs'
import type { LogOptions } from '../../contract.ts'
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
  let rotations = live?.rotations ?? 0
  const current = read(path)
  let offset = wholeLines(current)
  const earlier = read(`${path}.1`)
  const all = [...entriesOf(earlier), ...entriesOf(current.subarray(0, offset))].filter(
    ({ time }) => !isBefore(time, since),
  )
  yield Buffer.concat(tail(all, options.tailLines).map(format))
  while (options.follow && live !== undefined && !options.signal.aborted) {
    const change = live.changed()
    const isOver = live.isClosed
    if (rotations !== live.rotations) {
      // A second turn within one wait would lose the part between; at ten megabytes a part that takes a stalled reader.
      yield Buffer.concat(entriesOf(read(`${path}.1`).subarray(offset)).map(format))
      rotations = live.rotations
      offset = 0
    }
    const news = read(path).subarray(offset)
    const end = wholeLines(news)
    offset += end
    const fresh = entriesOf(news.subarray(0, end)).filter(({ time }) => !isBefore(time, since))
    if (fresh.length > 0) yield Buffer.concat(fresh.map(format))
    if (isOver) return
    await Promise.race([change, aborted(options.signal)])
  }
}

function read(path: string): Buffer {
  return existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
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

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
