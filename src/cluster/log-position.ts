import type { LogLine } from '../run/ports.ts'

/**
 * How far a log was read. A node filters by whole seconds, so reading again from a second on repeats what was read
 * since then: exactly so many lines, in the same order, unless the node has rotated its file.
 */
export interface LogPosition {
  /** From when on to ask; undefined before the first line. */
  since(): string | undefined
  /** The second of the last line, without a zone; empty before the first line. */
  second(): string
  /** A new reading begins, at the time that `since` tells. */
  restart(): void
  /** The node ended the reading itself, with this line still without an end: all it had was read. */
  end(rest: string | undefined): void
  /** The new ones among these raw lines, which begin with their time. */
  take(raw: readonly string[]): LogLine[]
}

/** What was read from the start of a second on. */
interface Window {
  readonly second: string
  readonly zone: string
  readonly first: string
  count: number
}

/**
 * A node ends a reading where it began another file after the container had ended; nothing is between the two then.
 * It begins a file every ten seconds at most: a longer silence may be a whole file that it went past.
 */
const longestTurnMs = 5000

/** The position before the first line. */
export function logPosition(): LogPosition {
  // Two streams of one program can be a little out of order at the turn of a second: reading again begins one earlier.
  let before: Window | undefined
  let current: Window | undefined
  let second = '?'
  let lastTime = ''
  let lastItem = ''
  let again: Window | undefined
  let skipped = 0
  let ended: { readonly rest: string | undefined } | undefined
  let turned: typeof ended
  let hasComplained = false

  const isRepeated = (from: Window, item: string, time: string): boolean => {
    if (skipped === 0 && item !== from.first) {
      // Not where we were: rotated away, or before the tail that was asked for. What follows the last line is new.
      if (item === lastItem) again = undefined
      if (time <= lastTime) {
        turned = undefined
        return true
      }
      again = undefined
      return false
    }
    skipped++
    if (skipped >= from.count) again = undefined
    return true
  }

  /** The first line of another file, with the beginning that the file before has of it. */
  const firstOfFile = (time: string, text: string): LogLine[] => {
    if (turned === undefined || msBetween(lastTime, time) > longestTurnMs)
      return [
        { time, text: lossNotice(lastTime, time) },
        { time, text },
      ]
    const [begun = time, ...words] = turned.rest?.split(' ') ?? []
    return [{ time: begun, text: words.join(' ') + text }]
  }

  const note = (item: string, time: string): void => {
    lastItem = item
    if (!item.startsWith(second)) {
      const next = time.slice(0, 19)
      if (current !== undefined && next < current.second) {
        if (before !== undefined && next >= before.second) before.count++
        return
      }
      before = current
      second = next
      current = { second, zone: time.slice(19).replace(/^\.\d+/, ''), first: item, count: 0 }
    }
    if (before !== undefined) before.count++
    if (current !== undefined) current.count++
    lastTime = time
  }

  return {
    since: () => {
      const from = before ?? current
      return from === undefined ? undefined : `${from.second}${from.zone}`
    },
    second: () => current?.second ?? '',
    restart: () => {
      const from = before ?? current
      again = from === undefined ? undefined : { ...from }
      skipped = 0
      turned = ended
      ended = undefined
      hasComplained = false
    },
    end: (rest) => {
      if (!hasComplained && (rest === undefined || isTime(rest.slice(0, rest.indexOf(' '))))) ended = { rest }
    },
    take: (raw) => {
      const lines: LogLine[] = []
      for (const item of raw) {
        const space = item.indexOf(' ')
        const time = space < 0 ? item : item.slice(0, space)
        // The node's own complaints come without a time; they are no output of the program.
        if (!isTime(time)) {
          hasComplained = true
          continue
        }
        const isAgain = again !== undefined
        if (again !== undefined && isRepeated(again, item, time)) continue
        const text = space < 0 ? '' : item.slice(space + 1)
        if (isAgain) lines.push(...firstOfFile(time, text))
        else lines.push({ time, text })
        note(item, time)
      }
      return lines
    },
  }
}

function isTime(text: string): boolean {
  return text.length >= 20 && text.length <= 35 && text.charCodeAt(4) === 45 && text.charCodeAt(10) === 84
}

function msBetween(before: string, after: string): number {
  return Date.parse(after) - Date.parse(before)
}

function lossNotice(before: string, after: string): string {
  return `[bodywork] lines between ${before} and ${after} may be missing: the node rotated them away`
}
