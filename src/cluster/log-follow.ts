import type { Clock, LogLine, LogRequest } from '../run/ports.ts'
import { lineSplitter } from './line-splitter.ts'
import type { ApiResponse } from './transport.ts'

/** What following a log needs of the cluster. */
export interface LogParts {
  readonly clock: Clock
  readonly random: () => number
  /** Opens the log with time stamps, from that time on when one is given; a refusal is thrown with its `status`. */
  open(request: LogRequest, sinceTime: string | undefined, signal: AbortSignal): Promise<ApiResponse>
  /** True when the container, or its pod, has ended: nothing more will be written. */
  hasEnded(): Promise<boolean>
  /** Told when lines were lost for good: the node had rotated them away. */
  onLoss?(message: string): void
}

const longestPauseMs = 5000

/** Every line once, from the first on, across cuts and rotations; ends when the container has ended and all was read. */
export async function* followLog(parts: LogParts, request: LogRequest, signal: AbortSignal): AsyncGenerator<LogLine> {
  const position = new Position()
  let failures = 0
  let hasEnded = false
  while (!signal.aborted) {
    // Asked before reading: what is written before the end is then certain to be in this reading.
    if (!request.follow) hasEnded = true
    let count = 0
    try {
      const response = await parts.open(hasEnded ? { ...request, follow: false } : request, position.since(), signal)
      for await (const lines of linesOf(response, position, parts, hasEnded)) {
        count += lines.length
        yield* lines
      }
      failures = 0
    } catch (error) {
      if (signal.aborted) return
      const status = statusOf(error)
      if (status === 404 || (status === 400 && hasEnded)) return
      if (status !== undefined && status !== 400 && status < 500 && status !== 429) throw error
      failures++
    }
    if (hasEnded && failures === 0 && count === 0) return
    if (hasEnded && failures > 5) return
    if (!request.follow && failures === 0) return
    if (!hasEnded) hasEnded = await parts.hasEnded()
    if (failures > 0 || (count === 0 && !hasEnded)) await pause(parts, failures, signal)
  }
}

function pause({ clock, random }: LogParts, failures: number, signal: AbortSignal): Promise<void> {
  return clock.sleep(50 + random() * Math.min(longestPauseMs, 100 * 2 ** failures), signal).catch(() => undefined)
}

async function* linesOf(
  response: ApiResponse,
  position: Position,
  parts: LogParts,
  isWhole: boolean,
): AsyncGenerator<LogLine[]> {
  const splitter = lineSplitter()
  position.restart()
  for await (const chunk of response.body) {
    const lines = position.take(splitter.push(chunk), parts)
    if (lines.length > 0) yield lines
  }
  const rest = splitter.rest()
  // A follow may be cut in the middle of a line: its whole form is read again.
  if (rest === undefined || !isWhole) return
  const last = position.take([rest], parts)
  if (last.length > 0) yield last
}

/**
 * How far a log was read. A node filters by whole seconds, so reading again from the second of the last line repeats
 * what was read of that second: exactly so many lines, in the same order, unless the node has rotated its file.
 */
class Position {
  private second = ''
  private zone = 'Z'
  private countInSecond = 0
  private firstInSecond = ''
  private lastTime = ''
  private toSkip = 0
  private skipped = 0

  since(): string | undefined {
    return this.second === '' ? undefined : `${this.second}${this.zone}`
  }

  /** A new reading begins, at the start of the second of the last line. */
  restart(): void {
    this.toSkip = this.countInSecond
    this.skipped = 0
  }

  take(raw: readonly string[], parts: LogParts): LogLine[] {
    const lines: LogLine[] = []
    for (const item of raw) {
      const space = item.indexOf(' ')
      const time = space < 0 ? item : item.slice(0, space)
      // The node's own complaints come without a time; they are no output of the program.
      if (time.length < 20 || time.charCodeAt(4) !== 45 || time.charCodeAt(10) !== 84) continue
      if (this.toSkip > 0 && this.isRepeated(item, time, parts)) continue
      this.note(item, time)
      lines.push({ time, text: space < 0 ? '' : item.slice(space + 1) })
    }
    return lines
  }

  private isRepeated(item: string, time: string, parts: LogParts): boolean {
    if (this.skipped === 0 && item !== this.firstInSecond) {
      // Rotated: what was read is not there any more; only later lines are new.
      if (time > this.lastTime) {
        this.toSkip = 0
        parts.onLoss?.(`the log was rotated between ${this.lastTime} and ${time}`)
        return false
      }
      return true
    }
    this.skipped++
    if (this.skipped >= this.toSkip) this.toSkip = 0
    return true
  }

  private note(item: string, time: string): void {
    const second = time.slice(0, 19)
    if (second !== this.second) {
      // Two streams of one program can be a little out of order; such a line is not sent again from this second on.
      if (second < this.second) return
      this.second = second
      this.zone = time.slice(19).replace(/^\.\d+/, '')
      this.countInSecond = 0
      this.firstInSecond = item
    }
    this.countInSecond++
    this.lastTime = time
  }
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined
}
