import type { LocalClock, LogOptions } from '../../contract.ts'
import { aborted } from '../aborted.ts'
import type { ContainerBehaviour } from './behaviour.ts'
import type { Run } from './container-state.ts'

/** One line with its time, in nanoseconds since the epoch: lines that come at once still differ. */
interface Line {
  readonly ms: number
  readonly ns: number
  readonly text: string
}

const CHUNK = 64 * 1024

/** The output of one run as a kubelet serves it. */
export async function* logStream(
  clock: LocalClock,
  run: Run,
  behaviour: ContainerBehaviour,
  options: LogOptions,
): AsyncGenerator<Uint8Array> {
  let left = options.limitBytes ?? Number.POSITIVE_INFINITY
  for await (const text of chunks(clock, run, behaviour, options)) {
    const bytes = Buffer.from(text)
    yield bytes.length > left ? bytes.subarray(0, left) : bytes
    left -= bytes.length
    if (left <= 0) return
  }
}

async function* chunks(
  clock: LocalClock,
  run: Run,
  behaviour: ContainerBehaviour,
  options: LogOptions,
): AsyncGenerator<string> {
  const since = sinceMs(clock, options)
  const asked = clock.now()
  let buffer = ''
  for (const line of takeTail(options.tailLines, linesUntil(run, behaviour, since, asked))) {
    buffer += format(line, options.timestamps)
    if (buffer.length >= CHUNK) {
      yield buffer
      buffer = ''
    }
  }
  if (buffer !== '') yield buffer
  if (!options.follow) return
  for (const line of lines(run, behaviour)) {
    if (line.ms <= asked || line.ms < since) continue
    await until(clock, run, line.ms, options.signal)
    if (options.signal.aborted || (run.end !== undefined && line.ms > run.end.atMs)) return
    yield format(line, options.timestamps)
  }
  if (run.end === undefined) await Promise.race([run.ended, aborted(options.signal)])
}

function* lines(run: Run, behaviour: ContainerBehaviour): Generator<Line> {
  const { logs = [], lineEveryMs = 0 } = behaviour
  let number = 0
  for (const text of typeof logs === 'function' ? logs(run.number) : logs) {
    yield { ms: run.startedMs + number * lineEveryMs, ns: lineEveryMs === 0 ? number % 1_000_000 : 0, text }
    number++
  }
}

function* linesUntil(run: Run, behaviour: ContainerBehaviour, since: number, now: number): Generator<Line> {
  const last = Math.min(now, run.end?.atMs ?? now)
  for (const line of lines(run, behaviour)) {
    if (line.ms > last) return
    if (line.ms >= since) yield line
  }
}

function takeTail(count: number | undefined, all: Iterable<Line>): Iterable<Line> {
  if (count === undefined) return all
  const kept: Line[] = []
  for (const line of all) {
    kept.push(line)
    if (kept.length > 2 * count + 1000) kept.splice(0, kept.length - count)
  }
  return count === 0 ? [] : kept.slice(-count)
}

function format(line: Line, hasTime: boolean): string {
  if (!hasTime) return `${line.text}\n`
  const fraction = `${line.ms % 1000}`.padStart(3, '0') + `${line.ns}`.padStart(6, '0')
  return `${new Date(line.ms).toISOString().slice(0, 19)}.${fraction}Z ${line.text}\n`
}

function sinceMs(clock: LocalClock, options: LogOptions): number {
  if (options.sinceTime !== undefined) return Date.parse(options.sinceTime)
  return options.sinceSeconds === undefined ? 0 : clock.now() - options.sinceSeconds * 1000
}

async function until(clock: LocalClock, run: Run, ms: number, signal: AbortSignal): Promise<void> {
  if (run.end !== undefined || ms <= clock.now()) return
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = clock.after(ms - clock.now(), resolve)
  await Promise.race([promise, run.ended, aborted(signal)])
  cancel()
}
