import type { KubeObject } from '../../../plan/objects.ts'
import { numberAt } from '../../api/json.ts'
import { timeAt } from '../fields.ts'
import { nextTime, type Schedule } from './schedule.ts'

/** Times a CronJob should have fired at since it last did. */
export interface Missed {
  readonly latest: number | undefined
  readonly isTooMany: boolean
}

const MANY = 100
const STEPS = 10_000

/** The latest time that is due and was not used yet. */
export function missedTimes(cron: KubeObject, schedule: Schedule, zone: string, now: number): Missed {
  const created = timeAt(cron, 'metadata', 'creationTimestamp') ?? now
  const last = timeAt(cron, 'status', 'lastScheduleTime') ?? created
  const deadline = numberAt(cron, 'spec', 'startingDeadlineSeconds')
  let earliest = deadline === undefined ? last : Math.max(last, now - deadline * 1000)
  let latest: number | undefined
  let count = 0
  for (; count < STEPS; count++) {
    const next = nextTime(schedule, earliest, zone)
    if (next === undefined || next > now) break
    latest = next
    earliest = next
  }
  return { latest, isTooMany: count > MANY }
}
