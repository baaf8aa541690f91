/** Wall-clock time of one zone; a wall time is written as the UTC instant that reads the same. */
export interface ZoneClock {
  /** What clocks in the zone show at that instant. */
  wall(ms: number): number
  /** The first instant of a day, given as days since 1970 on the zone's calendar. */
  dayStart(day: number): number
}

const QUARTER_MS = 900_000
const DAY_MS = 86_400_000

/** True for a name of the time zone database. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The clock of a zone; offsets change only at full quarters of an hour, so each is asked for once. */
export function zoneClock(zone: string): ZoneClock {
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

  function offset(ms: number): number {
    const quarter = Math.floor(ms / QUARTER_MS)
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    const parts = new Map(format.formatToParts(quarter * QUARTER_MS).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
    offsets.set(quarter, wall - quarter * QUARTER_MS)
    return wall - quarter * QUARTER_MS
  }

  const wall = (ms: number) => ms + offset(ms)
  return {
    wall,
    dayStart(day) {
      let at = day * DAY_MS - offset(day * DAY_MS)
      while (Math.floor(wall(at) / DAY_MS) >= day) at -= QUARTER_MS
      while (Math.floor(wall(at) / DAY_MS) < day) at += QUARTER_MS
      return at
    },
  }
}
