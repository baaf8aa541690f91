import type { CronField, CronSchedule } from '../model/cron.ts'
import { durationText } from './duration-text.ts'

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

type Fields = Extract<CronSchedule, { kind: 'fields' }>

/** A schedule as people say it: `every 5 minutes`, `at 02:30 from Monday to Friday`. */
export function cronWords(schedule: CronSchedule): string {
  if (schedule.kind === 'every') return `every ${durationText(schedule.ms)}`
  const days = dayWords(schedule)
  const time = timeWords(schedule)
  const isDaily = days === '' && time.startsWith('at ') && /\d\d:\d\d/.test(time)
  return `${time}${isDaily ? ' every day' : days}`
}

/** What is probably not meant: every minute of some hours. */
export function cronDoubt(schedule: CronSchedule): string | undefined {
  if (schedule.kind === 'every') return undefined
  const { minutes, hours } = schedule
  return isAll(minutes) && !isAll(hours) ? `it runs ${timeWords(schedule)}; once an hour is "0 * * * *"` : undefined
}

function timeWords({ minutes, hours }: Fields): string {
  const [minute = 0] = minutes.values
  const isOne = minutes.values.length === 1
  if (isAll(minutes)) return isAll(hours) ? 'every minute' : `every minute ${hourWords(hours)}`
  if (minutes.isOpen) return `every ${minutes.step} minutes${isAll(hours) ? '' : ` ${hourWords(hours)}`}`
  if (isOne && isAll(hours)) return minute === 0 ? 'every hour' : `at minute ${minute} of every hour`
  if (isOne && hours.isOpen) return `at minute ${minute} of every ${ordinal(hours.step)} hour`
  if (isOne && hours.values.length <= 6) return `at ${list(hours.values.map((hour) => clock(hour, minute)))}`
  const at = isOne ? `minute ${minute}` : `minutes ${ranges(minutes.values, String)}`
  return `at ${at} of ${isAll(hours) ? 'every hour' : `the hours ${ranges(hours.values, String)}`}`
}

function hourWords(hours: CronField): string {
  const spans = spansOf(hours.values).map(([from, to]) => `from ${clock(from, 0)} to ${clock(to, 59)}`)
  return list(spans)
}

function dayWords({ days, months: inMonths, weekdays: onDays }: Fields): string {
  const monthDays = isAll(days) ? '' : `on day ${ranges(days.values, String)} of the month`
  const week = isAll(onDays) ? '' : weekWords(onDays)
  const both = [monthDays, week].filter((part) => part !== '').join(days.isOpen || onDays.isOpen ? ' and ' : ' or ')
  const year = isAll(inMonths) ? '' : `in ${ranges(inMonths.values, (month) => months[month - 1] ?? '')}`
  return [both, year]
    .filter((part) => part !== '')
    .map((part) => ` ${part}`)
    .join('')
}

function weekWords({ values }: CronField): string {
  const [first = 0] = values
  const last = values.at(-1) ?? 0
  const name = (day: number) => weekdays[day] ?? ''
  if (values.length > 2 && last - first === values.length - 1) return `from ${name(first)} to ${name(last)}`
  return `on ${list(values.map(name))}`
}

function ranges(values: readonly number[], name: (value: number) => string): string {
  return list(
    spansOf(values).flatMap(([from, to]) => {
      if (to - from > 1) return [`${name(from)} to ${name(to)}`]
      return from === to ? [name(from)] : [name(from), name(to)]
    }),
  )
}

/** Runs of neighbours. */
function spansOf(values: readonly number[]): readonly (readonly [number, number])[] {
  const spans: [number, number][] = []
  for (const value of values) {
    const last = spans.at(-1)
    if (last !== undefined && last[1] === value - 1) last[1] = value
    else spans.push([value, value])
  }
  return spans
}

function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function ordinal(number: number): string {
  const ends: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' }
  const end = number % 100 > 10 && number % 100 < 14 ? 'th' : (ends[number % 10] ?? 'th')
  return `${number}${end}`
}

function isAll(field: CronField): boolean {
  return field.isOpen && field.step === 1
}
