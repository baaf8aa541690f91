import type { LogLine } from '../run/ports.ts'

/**
 * How far a log was read. A node filters by whole seconds, so reading again from the second of the last line repeats
 * what was read of that second: exactly so many lines, in the same order, unless the node has rotated its file.
 */
export interface LogPosition {
  /** From when on to ask; undefined before the first line. */
  since(): string | undefined
  /** A new reading begins, at the start of the second of the last line. */
  restart(): void
  /** The new ones among these raw lines, which begin with their time. */
  take(raw: readonly string[]): LogLine[]
}

/** The position before the first line. */
export function logPosition(): LogPosition {
  let second = ''
  let zone = 'Z'
  let countInSecond = 0
  let firstInSecond = ''
  let lastTime = ''
  let toSkip = 0
  let skipped = 0

  const isRepeated = (item: string, time: string): boolean => {
    if (skipped === 0 && item !== firstInSecond) {
      // Not where we were: rotated away, or before the tail that was asked for. Only later lines are new.
      if (time <= lastTime) return true
      toSkip = 0
      return false
    }
    skipped++
    if (skipped >= toSkip) toSkip = 0
    return true
  }

  const note = (item: string, time: string): void => {
    if (!item.startsWith(second) || second === '') {
      const next = time.slice(0, 19)
      // Two streams of one program can be a little out of order; such a line is not sent again from this second on.
      if (next < second) return
      second = next
      zone = time.slice(19).replace(/^\.\d+/, '')
      countInSecond = 0
      firstInSecond = item
    }
    countInSecond++
    lastTime = time
  }

  return {
    since: () => (second === '' ? undefined : `${second}${zone}`),
    restart: () => {
      toSkip = countInSecond
      skipped = 0
    },
    take: (raw) => {
      const lines: LogLine[] = []
      for (const item of raw) {
        const space = item.indexOf(' ')
        const time = space < 0 ? item : item.slice(0, space)
        // The node's own complaints come without a time; they are no output of the program.
        if (!isTime(time)) continue
        if (toSkip > 0) {
          if (isRepeated(item, time)) continue
          if (skipped === 0) lines.push({ time, text: lossNotice(lastTime, time) })
        }
        note(item, time)
        lines.push({ time, text: space < 0 ? '' : item.slice(space + 1) })
      }
      return lines
    },
  }
}

function isTime(text: string): boolean {
  return text.length >= 20 && text.length <= 35 && text.charCodeAt(4) === 45 && text.charCodeAt(10) === 84
}

function lossNotice(before: string, after: string): string {
  return `[bodywork] lines between ${before} and ${after} may be missing: the node rotated them away`
}
