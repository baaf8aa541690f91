import { findCronJob, listCronJobs, type ShownSchedule, shownSchedule } from '../../manage/cron-jobs.ts'
import { wrongWords } from '../../manage/missing.ts'
import { type ScheduledRun, scheduledRuns } from '../../manage/schedule-runs.ts'
import { parseCron } from '../../model/cron.ts'
import { nextTimes } from '../../model/cron-times.ts'
import { ageText } from '../../report/age-text.ts'
import { durationText } from '../../report/duration-text.ts'
import { type Column, fieldsText } from '../../report/table.ts'
import type { Cluster } from '../../run/ports.ts'
import type { Command, CommandInput, Io } from '../command.ts'
import { scheduleText } from '../cron-input.ts'
import { clusterOptions, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { jobLog } from '../job-log.ts'
import { listOptions, printListing } from '../list-output.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork get cronjobs`: the schedules, one in full, its runs, or the log of one run. */
export function getCronjobsCommand(wiring: Wiring): Command {
  return {
    name: 'get cronjobs',
    summary: 'list schedules, the runs of one, or the log of a run',
    positionals: [{ name: 'NAME', summary: 'one schedule, in full', isRequired: false }],
    options: [
      { name: 'name', kind: 'text', value: 'NAME', summary: 'same as NAME', isHidden: true },
      { name: 'namespace', aliases: ['--ns', '-n'], kind: 'text', value: 'NAME', summary: 'schedules of Bodywork 2.x' },
      { name: 'history', kind: 'flag', summary: 'the runs of the schedule' },
      { name: 'logs', kind: 'text', value: 'RUN', summary: 'the log of a run, by its name in --history' },
      ...listOptions,
      ...clusterOptions,
    ],
    examples: [
      'bodywork get cronjobs',
      'bodywork get cronjob iris-nightly',
      'bodywork get cronjob iris-nightly --history',
      'bodywork get cronjob iris-nightly --logs iris-nightly-28881234',
    ],
    run: async (input, io) => {
      const name = input.positionals[0] ?? input.text('name')
      const run = input.text('logs')
      const isHistory = input.flag('history') === true
      if (run !== undefined && isHistory)
        throw wrongWords('--history and --logs exclude each other', 'Give one of them.')
      if (isHistory && name === undefined)
        throw wrongWords('the name of the cronjob is missing', 'See "bodywork get cronjobs".')
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const { cluster } = connected
        const namespace = input.text('namespace')
        if (run !== undefined) return await jobLog(cluster, run, namespace, io)
        const now = wiring.clock.now()
        if (isHistory && name !== undefined) await printRuns(cluster, { name, namespace, now }, input, io)
        else await printSchedules(cluster, { name, namespace, now }, input, io)
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}

interface Asked<Name> {
  readonly name: Name
  readonly namespace: string | undefined
  readonly now: number
}

async function printSchedules(cluster: Cluster, asked: Asked<string | undefined>, input: CommandInput, io: Io) {
  const { name, namespace, now } = asked
  const rows =
    name === undefined
      ? await listCronJobs(cluster, namespace)
      : [shownSchedule(await findCronJob(cluster, name, namespace))]
  const detail = (row: ShownSchedule) => scheduleDetail(row, now, io)
  await printListing(
    {
      kind: 'cronjob',
      rows,
      columns: scheduleColumns(now),
      nameOf: (row) => row.name,
      none: 'no cronjobs',
      ...(name === undefined ? {} : { detail }),
    },
    input,
    io,
  )
}

async function printRuns(cluster: Cluster, asked: Asked<string>, input: CommandInput, io: Io): Promise<void> {
  const rows = await scheduledRuns(cluster, asked.name, asked.namespace)
  if (rows.length === 0) await findCronJob(cluster, asked.name, asked.namespace)
  await printListing(
    { kind: 'run', rows, columns: runColumns(asked.now), nameOf: ({ run }) => run, none: 'it has not run yet' },
    input,
    io,
  )
}

function scheduleColumns(now: number): readonly Column<ShownSchedule>[] {
  return [
    { head: 'NAME', cell: ({ name }) => name },
    { head: 'SCHEDULE', cell: ({ schedule }) => schedule },
    { head: 'ZONE', cell: ({ timeZone }) => timeZone ?? '' },
    { head: 'SUSPENDED', cell: ({ isSuspended }) => (isSuspended ? 'yes' : 'no') },
    { head: 'ACTIVE', cell: ({ active }) => String(active) },
    { head: 'LAST', cell: ({ lastAt }) => (lastAt === undefined ? '' : ageText(now - Date.parse(lastAt))) },
    { head: 'NEXT', cell: (row) => nextText(row, now) },
    { head: 'URL', cell: ({ url }) => url },
    { head: 'BRANCH', cell: ({ branch }) => branch ?? '' },
    { head: 'RETRIES', cell: ({ retries }) => String(retries), isWide: true },
    { head: 'IMAGE', cell: ({ image }) => image, isWide: true },
  ]
}

function runColumns(now: number): readonly Column<ScheduledRun>[] {
  return [
    { head: 'RUN', cell: ({ run }) => run },
    { head: 'STATE', cell: ({ state }) => state },
    { head: 'STARTED', cell: ({ startedAt }) => (startedAt === undefined ? '' : ageText(now - Date.parse(startedAt))) },
    { head: 'TOOK', cell: ({ startedAt, finishedAt }) => tookText(startedAt, finishedAt) },
    { head: 'PIPELINE', cell: ({ pipeline }) => pipeline ?? '' },
    { head: 'NAMESPACE', cell: ({ namespace }) => namespace ?? '' },
    { head: 'REVISION', cell: ({ revision }) => (revision === undefined ? '' : String(revision)) },
    { head: 'OUTCOME', cell: ({ outcome }) => outcome ?? '' },
    { head: 'COMMIT', cell: ({ commit }) => commit?.slice(0, 7) ?? '' },
    { head: 'REASON', cell: ({ reason }) => reason ?? '', isWide: true },
  ]
}

function scheduleDetail(row: ShownSchedule, now: number, io: Io): string {
  const fields = fieldsText([
    ['name', row.name],
    ['schedule', row.schedule],
    ['time zone', row.timeZone ?? ''],
    ['suspended', row.isSuspended ? 'yes' : 'no'],
    ['url', row.url],
    ['branch', row.branch ?? 'the default branch'],
    ['file', row.file ?? ''],
    ['deploys into', row.target ?? 'the namespace of its configuration'],
    ['retries', String(row.retries)],
    ['history limit', String(row.historyLimit)],
    ['secrets group', row.group ?? ''],
    ['image', row.image],
    ['last started', row.lastAt ?? ''],
  ])
  return `${fields}${scheduleText(row.schedule, row.timeZone, now, io)}`
}

function nextText({ schedule, timeZone, isSuspended }: ShownSchedule, now: number): string {
  const parsed = parseCron(schedule)
  if (!parsed.ok || isSuspended) return ''
  const [next] = nextTimes(parsed.value, now, timeZone ?? 'UTC', 1)
  return next === undefined ? 'never' : `in ${ageText(next - now)}`
}

function tookText(startedAt: string | undefined, finishedAt: string | undefined): string {
  if (startedAt === undefined || finishedAt === undefined) return ''
  return durationText(Date.parse(finishedAt) - Date.parse(startedAt))
}
