import { type CronSchedule, isDueDay } from './cron.ts'

const minuteMs = 60_000
const quarterMs = 15 * minuteMs
const dayMs = 86_400_000
/** Nothing that is ever due is further away than a leap day eight years ahead. */
const searchMs = 8 * 366 * dayMs

/** The next times a schedule is due in a time zone, in milliseconds since the epoch. */
export function nextTimes(schedule: CronSchedule, afterMs: number, zone: string, count: number): readonly number[] {
  const wall = wallClock(zone)
  const times: number[] = []
  for (let at = afterMs; times.length < count; ) {
    const next = nextTime(schedule, at, wall)
    if (next === undefined) break
    times.push(next)
    at = next
  }
  return times
}

/** True for a name of the time zone database. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Real minutes are walked, not those of the wall clock: an hour that is skipped is never due, one that repeats is twice. */
function nextTime(schedule: CronSchedule, afterMs: number, wall: (ms: number) => number): number | undefined {
  if (schedule.kind === 'every') return Math.floor(afterMs / 1000) * 1000 + schedule.ms
  let at = (Math.floor(afterMs / minuteMs) + 1) * minuteMs
  const end = at + searchMs
  while (at < end) {
    const here = new Date(wall(at))
    if (!isDueDay(schedule, here)) {
      const left = dayMs - (here.getTime() % dayMs)
      // The last hours are walked, since a change of the clocks makes a day shorter or longer.
      at += left > 3 * 3_600_000 ? left - 2 * 3_600_000 : quarterMs - (here.getTime() % quarterMs)
    } else if (!schedule.hours.values.includes(here.getUTCHours())) at += quarterMs - (here.getTime() % quarterMs)
    else if (!schedule.minutes.values.includes(here.getUTCMinutes())) at += minuteMs
    else return at
  }
  return undefined
}

/** What clocks in the zone show, written as the UTC instant that reads the same; offsets change at quarters only. */
function wallClock(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const offsets = new Map<number, number>()
  return (ms) => {
    const quarter = Math.floor(ms / quarterMs)
    const known = offsets.get(quarter)
    if (known !== undefined) return ms + known
    const parts = new Map(format.formatToParts(quarter * quarterMs).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
    offsets.set(quarter, shown - quarter * quarterMs)
    return ms + shown - quarter * quarterMs
  }
}
