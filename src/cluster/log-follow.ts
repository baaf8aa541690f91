import type { Clock, LogLine, LogRequest } from '../run/ports.ts'
import { statusOf } from './api-error.ts'
import { lineSplitter } from './line-splitter.ts'
import { type LogPosition, logPosition } from './log-position.ts'
import type { ApiResponse } from './transport.ts'

/** A container as its pod's status shows it. */
export interface ContainerNow {
  readonly hasEnded: boolean
  readonly restarts: number
  /** RFC 3339; undefined before it has started. */
  readonly startedAt?: string
}

/** What following a log needs of the cluster. */
export interface LogParts {
  readonly clock: Clock
  readonly random: () => number
  /** Opens the log with time stamps, from that time on when one is given; a refusal is thrown with its `status`. */
  open(request: LogRequest, sinceTime: string | undefined, signal: AbortSignal): Promise<ApiResponse>
  /** The container now; undefined when its pod is gone. */
  look(): Promise<ContainerNow | undefined>
}

const longestPauseMs = 5000
/** A container that has not started yet is asked again at least this often, so that its first lines come at once. */
const longestStartPauseMs = 500
/** A stream that brought nothing for so long may be dead without saying so: is the container still there? */
const idleMs = 120_000
/** How long word of the container's end may take after the end of its stream. */
const longestWaitMs = 500
/** So often the last reading is tried before the rest is given up. */
const lastTries = 8

/** Every line once, from the first on, across cuts and rotations; ends when the container has ended and all was read. */
export function followLog(parts: LogParts, request: LogRequest, signal: AbortSignal): AsyncIterableIterator<LogLine> {
  return oneByOne(readings(parts, request, signal))
}

async function* readings(parts: LogParts, request: LogRequest, signal: AbortSignal): AsyncGenerator<LogLine[]> {
  const position = logPosition()
  const ending = logEnding()
  let asked = request
  // Known before a reading begins: only then is everything that was ever written certain to be in it.
  let isLast = !request.follow
  let failures = 0
  while (!signal.aborted) {
    let news = 0
    let status: number | undefined
    try {
      for await (const lines of oneReading(parts, asked, position, ending, signal)) {
        news += lines.length
        yield lines
      }
      if (isLast && ending.isRead(request.follow && news > 0)) break
      failures = 0
      if (!isLast && (await endsSoon(parts.clock, request, signal))) {
        isLast = true
        asked = { ...request, follow: false }
        continue
      }
    } catch (error) {
      if (signal.aborted) return
      status = statusOf(error)
      if (isOver(status, isLast, request.follow, position)) break
      if (!mayPass(status)) throw error
      failures = news > 0 ? 1 : failures + 1
      if (isLast && failures > lastTries) throw error
    }
    if (!isLast) {
      const now = await parts.look()
      const isOther = now !== undefined && isAnother(now, request, position)
      isLast = now === undefined || now.hasEnded || isOther
      if (isLast) asked = { ...request, follow: false, ...(isOther ? { previous: true } : {}) }
    }
    if (failures > 0 || (news === 0 && !isLast)) await pause(parts, failures, status === 400, signal)
  }
  const rest = signal.aborted ? [] : position.take(ending.rest)
  if (rest.length > 0) yield rest
}

/** A stream mostly ends because its container has; whoever watches the container learns that a moment later. */
async function endsSoon(clock: Clock, { ended }: LogRequest, signal: AbortSignal): Promise<boolean> {
  if (ended === undefined) return false
  if (!ended.aborted) await clock.sleep(longestWaitMs, AbortSignal.any([ended, signal])).catch(() => undefined)
  return ended.aborted
}

/** There is nothing to wait for when the log has gone, or has ended without ever having begun. */
function isOver(status: number | undefined, isLast: boolean, isFollowed: boolean, position: LogPosition): boolean {
  const hasRead = position.since() !== undefined
  if (status === 404 && hasRead) return true
  return (status === 404 || status === 400) && isLast && (hasRead || isFollowed)
}

/** 400 says that the container has not started yet. */
function mayPass(status: number | undefined): boolean {
  return status === undefined || status === 400 || status === 429 || status >= 500
}

/** True when the container has been started again since: its log is another one then. */
function isAnother(now: ContainerNow, request: LogRequest, position: LogPosition): boolean {
  if (request.restarts !== undefined) return now.restarts > request.restarts
  const second = position.second()
  return second !== '' && (now.startedAt ?? '').slice(0, 19) > second
}

function pause(parts: LogParts, failures: number, isStarting: boolean, signal: AbortSignal): Promise<void> {
  const longest = isStarting ? longestStartPauseMs : longestPauseMs
  const ms = 50 + parts.random() * Math.min(longest, 100 * 2 ** failures)
  return parts.clock.sleep(ms, signal).catch(() => undefined)
}

async function* oneReading(
  parts: LogParts,
  request: LogRequest,
  position: LogPosition,
  ending: Ending,
  outer: AbortSignal,
): AsyncGenerator<LogLine[]> {
  const idle = idleGuard(parts)
  try {
    const response = await parts.open(request, position.since(), AbortSignal.any([outer, idle.signal]))
    const splitter = lineSplitter()
    position.restart()
    for await (const chunk of response.body) {
      idle.heard()
      const lines = position.take(splitter.push(chunk))
      if (lines.length > 0) yield lines
    }
    const rest = splitter.rest()
    position.end(rest)
    ending.see(rest)
  } finally {
    idle.stop()
  }
}

/** What stands after the last line end of a reading: a line without an end, or a line that was cut. */
interface Ending {
  /** The line without an end, if there is one. */
  readonly rest: readonly string[]
  see(rest: string | undefined): void
  /** True when the last reading brought nothing new: the line without an end, too, was seen before. */
  isRead(hasNews: boolean): boolean
}

function logEnding(): Ending {
  let rest: string | undefined
  let isKnown = true
  return {
    get rest() {
      return rest === undefined ? [] : [rest]
    },
    see: (next) => {
      isKnown = next === undefined || next === rest
      rest = next
    },
    isRead: (hasNews) => !hasNews && isKnown,
  }
}

/** Ends a silent stream when its container has ended meanwhile; a running one may be silent for hours. */
function idleGuard(parts: LogParts): { readonly signal: AbortSignal; heard(): void; stop(): void } {
  const dead = new AbortController()
  const stopped = new AbortController()
  let last = parts.clock.now()
  const watch = async (): Promise<void> => {
    for (;;) {
      await parts.clock.sleep(idleMs, stopped.signal)
      if (parts.clock.now() - last < idleMs) continue
      const now = await parts.look()
      if (now === undefined || now.hasEnded) return dead.abort(new Error('the container has ended'))
    }
  }
  watch().catch(() => undefined)
  return {
    signal: dead.signal,
    heard: () => {
      last = parts.clock.now()
    },
    stop: () => stopped.abort(),
  }
}

/** Lines handed out one by one; a generator would pay for each of a million lines what it costs to resume it. */
function oneByOne(batches: AsyncGenerator<LogLine[]>): AsyncIterableIterator<LogLine> {
  let lines: LogLine[] = []
  let at = 0
  const refill = async (): Promise<IteratorResult<LogLine>> => {
    const batch = await batches.next()
    if (batch.done === true) return { done: true, value: undefined }
    lines = batch.value
    at = 0
    return next()
  }
  const next = (): Promise<IteratorResult<LogLine>> => {
    const value = lines[at++]
    return value === undefined ? refill() : Promise.resolve({ done: false, value })
  }
  return {
    next,
    return: async () => {
      await batches.return(undefined)
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
