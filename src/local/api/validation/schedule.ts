import { parseSchedule } from '../../controllers/cron/schedule.ts'
import { isZone } from '../../controllers/cron/zone.ts'
import type { Causes } from './causes.ts'

const FIELDS = 5

/** Reports a schedule that is none. */
export function checkSchedule(schedule: string, causes: Causes): void {
  if (schedule === '' || parseSchedule(schedule) !== undefined) return
  const parts = schedule.trim().split(/\s+/)
  const isCounted = parts.length === FIELDS || schedule.startsWith('@')
  const why = isCounted
    ? 'failed to parse the schedule'
    : `expected exactly ${FIELDS} fields, found ${parts.length}: [${parts.join(' ')}]`
  causes.invalid('spec.schedule', schedule, why)
}

/** Reports a time zone that is none. */
export function checkZone(zone: string, causes: Causes): void {
  if (zone === '' || zone.toLowerCase() === 'local' || !isZone(zone))
    causes.invalid('spec.timeZone', zone, `unknown time zone ${zone}`)
}
