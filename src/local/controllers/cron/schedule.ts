import { zoneClock } from './zone.ts'

/** When a CronJob fires: sets of allowed values, or a fixed distance. */
export type Schedule =
  | { readonly kind: 'every'; readonly ms: number }
  | {
      readonly kind: 'fields'
      readonly minutes: ReadonlySet<number>
      readonly hours: ReadonlySet<number>
      readonly days: ReadonlySet<number>
      readonly months: ReadonlySet<number>
      readonly weekdays: ReadonlySet<number>
      /** Where both kinds of day are restricted, one of them is enough. */
      readonly isEitherDay: boolean
    }

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const UNITS_MS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000 }
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Nothing that is ever due is further away than a leap day eight years ahead. */
const SEARCH_DAYS = 8 * 366

/** Reads a schedule; undefined when it is none. */
export function parseSchedule(text: string): Schedule | undefined {
  const trimmed = text.trim()
  if (trimmed.startsWith('@every ')) return parseEvery(trimmed.slice(7))
  const parts = (Object.hasOwn(MACROS, trimmed) ? (MACROS[trimmed] ?? '') : trimmed).split(/\s+/)
  if (parts.length !== 5) return undefined
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = parts
  const minutes = parseField(minute, 0, 59, [])
  const hours = parseField(hour, 0, 23, [])
  const days = parseField(day, 1, 31, [])
  const months = parseField(month, 1, 12, MONTHS)
  const weekdays = parseField(weekday, 0, 6, WEEKDAYS)
  if (!minutes || !hours || !days || !months || !weekdays) return undefined
  return { kind: 'fields', minutes, hours, days, months, weekdays, isEitherDay: !isOpen(day) && !isOpen(weekday) }
}

/** The first time after that instant, in that time zone; undefined when there is none. */
export function nextTime(schedule: Schedule, afterMs: number, zone: string): number | undefined {
  if (schedule.kind === 'every') return Math.floor(afterMs / 1000) * 1000 + schedule.ms
  const clock = zoneClock(zone)
  const first = (Math.floor(afterMs / MINUTE_MS) + 1) * MINUTE_MS
  let day = Math.floor(clock.wall(first) / DAY_MS)
  for (let searched = 0; searched < SEARCH_DAYS; searched++, day++) {
    if (!isDay(schedule, day * DAY_MS)) continue
    const found = firstInDay(schedule, day, Math.max(first, clock.dayStart(day)), clock.wall)
    if (found !== undefined) return found
  }
  return undefined
}

type Fields = Extract<Schedule, { kind: 'fields' }>

// Real minutes are walked, not wall-clock ones: an hour that is skipped never matches, one that repeats matches twice.
function firstInDay(schedule: Fields, day: number, startMs: number, wall: (ms: number) => number): number | undefined {
  let at = startMs
  for (let here = wall(at); Math.floor(here / DAY_MS) === day; here = wall(at)) {
    const minute = Math.floor(here / MINUTE_MS) % 60
    const isHour = schedule.hours.has(Math.floor(here / 3_600_000) % 24)
    if (isHour && schedule.minutes.has(minute)) return at
    at += (isHour ? 1 : 60 - minute) * MINUTE_MS
  }
  return undefined
}

function isDay(schedule: Fields, wallMs: number): boolean {
  const date = new Date(wallMs)
  if (!schedule.months.has(date.getUTCMonth() + 1)) return false
  const isMonthDay = schedule.days.has(date.getUTCDate())
  const isWeekday = schedule.weekdays.has(date.getUTCDay())
  return schedule.isEitherDay ? isMonthDay || isWeekday : isMonthDay && isWeekday
}

function parseEvery(text: string): Schedule | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)]
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== text) return undefined
  const ms = parts.reduce((sum, [, number, unit = 's']) => sum + Number(number) * (UNITS_MS[unit] ?? 0), 0)
  return { kind: 'every', ms: Math.max(1000, Math.floor(ms / 1000) * 1000) }
}

function parseField(text: string, low: number, high: number, names: readonly string[]): Set<number> | undefined {
  const values = new Set<number>()
  for (const piece of text.split(',')) {
    const range = parseRange(piece, low, high, names)
    if (range === undefined) return undefined
    for (let value = range.from; value <= range.to; value += range.step) values.add(value)
  }
  return values
}

function parseRange(piece: string, low: number, high: number, names: readonly string[]) {
  const match = /^(\*|\?|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/i.exec(piece)
  if (match === null) return undefined
  const [, start = '', end, every] = match
  const step = every === undefined ? 1 : Number(every)
  const isAny = start === '*' || start === '?'
  const from = isAny ? low : parseValue(start, low, names)
  const to = isAny ? high : end !== undefined ? parseValue(end, low, names) : every === undefined ? from : high
  const isSound = from >= low && to <= high && from <= to && step > 0 && !(isAny && end !== undefined)
  return isSound ? { from, to, step } : undefined
}

function parseValue(text: string, low: number, names: readonly string[]): number {
  const named = names.indexOf(text.toLowerCase())
  if (named >= 0) return named + low
  return /^\d+$/.test(text) ? Number(text) : Number.NaN
}

function isOpen(field: string): boolean {
  return field.startsWith('*') || field.startsWith('?')
}
