import { failed, ok, type Result } from './problem.ts'

/** When something is due: sets of allowed values, or a fixed distance. */
export type CronSchedule =
  | { readonly kind: 'every'; readonly ms: number }
  | {
      readonly kind: 'fields'
      readonly minutes: CronField
      readonly hours: CronField
      readonly days: CronField
      readonly months: CronField
      readonly weekdays: CronField
    }

/** The values of one field. */
export interface CronField {
  readonly values: readonly number[]
  /** Written as `*` or `?`, with or without a step: it restricts no day by itself. */
  readonly isOpen: boolean
  /** The step of an open field. */
  readonly step: number
}

type FieldName = 'minutes' | 'hours' | 'days' | 'months' | 'weekdays'

const macros: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}
const limits: readonly {
  readonly name: FieldName
  readonly word: string
  readonly low: number
  readonly high: number
}[] = [
  { name: 'minutes', word: 'minute', low: 0, high: 59 },
  { name: 'hours', word: 'hour', low: 0, high: 23 },
  { name: 'days', word: 'day of the month', low: 1, high: 31 },
  { name: 'months', word: 'month', low: 1, high: 12 },
  { name: 'weekdays', word: 'day of the week', low: 0, high: 6 },
]
const names: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  months: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  weekdays: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
}

/** Reads a schedule as Kubernetes does; what is wrong is said field by field. */
export function parseCron(text: string): Result<CronSchedule> {
  const trimmed = text.trim()
  if (trimmed.startsWith('@every ')) return parseEvery(trimmed.slice(7).trim())
  if (/^(CRON_)?TZ=/.test(trimmed)) return wrong('names a time zone', 'Kubernetes refuses that; use --time-zone.')
  if (trimmed.startsWith('@') && macros[trimmed] === undefined)
    return wrong(`is none of ${Object.keys(macros).join(', ')}`, 'Or write five fields.')
  const parts = (macros[trimmed] ?? trimmed).split(/\s+/).filter((part) => part !== '')
  if (parts.length !== 5)
    return wrong(
      `has ${parts.length} fields, not five`,
      'Write minute, hour, day of the month, month, day of the week.',
    )
  const fields: Partial<Record<FieldName, CronField>> = {}
  for (const [at, { name, word, low, high }] of limits.entries()) {
    const field = parseField(parts[at] ?? '', { low, high, names: names[name] ?? [] })
    if (field === undefined)
      return wrong(`cannot have "${parts[at]}" as its ${word} (${low} to ${high})`, hintFor(name, parts[at]))
    fields[name] = field
  }
  const { minutes, hours, days, months, weekdays } = fields
  if (!minutes || !hours || !days || !months || !weekdays) throw new Error('a field was skipped')
  return ok({ kind: 'fields', minutes, hours, days, months, weekdays })
}

/** True for a day, as its UTC date, on which the schedule may be due; two restricted kinds of day are alternatives. */
export function isDueDay(schedule: Extract<CronSchedule, { kind: 'fields' }>, date: Date): boolean {
  if (!schedule.months.values.includes(date.getUTCMonth() + 1)) return false
  const isMonthDay = schedule.days.values.includes(date.getUTCDate())
  const isWeekday = schedule.weekdays.values.includes(date.getUTCDay())
  return schedule.days.isOpen || schedule.weekdays.isOpen ? isMonthDay && isWeekday : isMonthDay || isWeekday
}

function parseEvery(text: string): Result<CronSchedule> {
  const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000 }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)]
  const isWhole = parts.length > 0 && parts.map((part) => part[0]).join('') === text
  const ms = parts.reduce((sum, [, amount, unit = 's']) => sum + Number(amount) * (units[unit] ?? 0), 0)
  if (!isWhole || ms < 1000) return wrong(`cannot repeat every "${text}"`, 'Write @every 90m or @every 1h30m.')
  return ok({ kind: 'every', ms: Math.floor(ms / 1000) * 1000 })
}

interface Limits {
  readonly low: number
  readonly high: number
  readonly names: readonly string[]
}

function parseField(text: string, limit: Limits): CronField | undefined {
  const values = new Set<number>()
  let isOpen = false
  let step = 1
  for (const piece of text.split(',')) {
    const range = parseRange(piece, limit)
    if (range === undefined) return undefined
    for (let value = range.from; value <= range.to; value += range.step) values.add(value)
    if (range.isAny) isOpen = true
    if (range.isAny) step = range.step
  }
  return { values: [...values].sort((a, b) => a - b), isOpen, step }
}

function parseRange(piece: string, limit: Limits) {
  const match = /^(\*|\?|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/i.exec(piece)
  if (match === null) return undefined
  const [, start = '', end, every] = match
  const step = every === undefined ? 1 : Number(every)
  const isAny = start === '*' || start === '?'
  const from = isAny ? limit.low : numberOf(start, limit)
  const to = isAny ? limit.high : end !== undefined ? numberOf(end, limit) : every === undefined ? from : limit.high
  const isSound = from >= limit.low && to <= limit.high && from <= to && step > 0 && !(isAny && end !== undefined)
  return isSound ? { from, to, step, isAny } : undefined
}

function numberOf(text: string, { low, names: known }: Limits): number {
  const named = known.indexOf(text.toLowerCase())
  if (named >= 0) return named + low
  return /^\d+$/.test(text) ? Number(text) : Number.NaN
}

function hintFor(name: FieldName, part: string | undefined): string | undefined {
  if (name === 'weekdays' && part === '7') return 'Sunday is 0.'
  if (part?.endsWith('/0') === true) return 'A step is 1 or more.'
  return part?.endsWith(',') === true ? 'Nothing stands behind the last comma.' : undefined
}

function wrong(what: string, hint?: string): Result<CronSchedule> {
  const problem = { severity: 'error' as const, code: 'input/schedule', message: `the schedule ${what}` }
  return failed(hint === undefined ? problem : { ...problem, hint })
}
