import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defaultDeadlineSeconds, type ScheduledDeployment } from '../manage/cron-job-spec.ts'
import { wrongWords } from '../manage/missing.ts'
import { createSecret, updateSecret } from '../manage/secrets.ts'
import { parseCron } from '../model/cron.ts'
import { isTimeZone, nextTimes } from '../model/cron-times.ts'
import { isLabel } from '../model/names.ts'
import { ProblemError } from '../model/problem.ts'
import { cronDoubt, cronWords } from '../report/cron-words.ts'
import { problemLines } from '../report/problem-text.ts'
import type { Cluster } from '../run/ports.ts'
import { isGitUrl } from './checkout.ts'
import type { CommandInput, Io, OptionSpec } from './command.ts'
import { controllerImage } from './controller-image.ts'
import { durationMs } from './deploy-options.ts'

/** Options that say what a schedule does. */
export const cronOptions: readonly OptionSpec[] = [
  { name: 'name', kind: 'text', value: 'NAME', summary: 'name of the schedule' },
  { name: 'schedule', kind: 'text', value: '"CRON"', summary: 'five fields, or @daily, @hourly, ...' },
  { name: 'time-zone', kind: 'text', value: 'ZONE', summary: 'such as Europe/London', default: 'that of the cluster' },
  { name: 'branch', kind: 'text', value: 'NAME', summary: 'branch of the URL', default: 'its default branch' },
  { name: 'file', aliases: ['-f'], kind: 'text', value: 'FILE', summary: 'configuration file in the repository' },
  { name: 'namespace', aliases: ['--ns', '-n'], kind: 'text', value: 'NAME', summary: 'namespace to deploy into' },
  { name: 'retries', kind: 'number', value: 'N', summary: 'further attempts of a failed run', default: '1' },
  { name: 'history-limit', kind: 'number', value: 'N', summary: 'finished Jobs to keep', default: '1' },
  { name: 'deadline', kind: 'text', value: 'DURATION', summary: 'limit for one run', default: '6h' },
  { name: 'group', aliases: ['--secrets-group'], kind: 'text', value: 'NAME', summary: 'group with the keys for git' },
  {
    name: 'ssh',
    aliases: ['--ssh-key-path'],
    kind: 'text',
    value: 'FILE',
    summary: 'private key for git, kept in the group',
  },
  { name: 'image', aliases: ['--bodywork-image'], kind: 'text', value: 'IMAGE', summary: 'image of the controller' },
]

/** What a command line says about a schedule; what it does not say stays as it was. */
export function scheduledFrom(input: CommandInput, io: Io, before?: ScheduledDeployment): ScheduledDeployment {
  const url = input.positionals[0] ?? before?.url
  const schedule = input.text('schedule') ?? before?.schedule
  const deadlineMs = durationMs(input, 'deadline')
  if (url === undefined || !isGitUrl(url)) throw wrongWords(`${url ?? 'no URL'} cannot be cloned`, 'Write a git URL.')
  if (hasPassword(url))
    throw wrongWords(
      'the URL holds a password or token, which everybody who sees the schedule would see',
      'Leave it away and keep it as a secret: bodywork create secret git-token --group NAME --from-env BODYWORK_GIT_TOKEN.',
    )
  if (schedule === undefined) throw wrongWords('--schedule is missing', 'Write --schedule "0 3 * * *".')
  const facts = {
    timeZone: input.text('time-zone') ?? before?.timeZone,
    branch: input.text('branch') ?? before?.branch,
    file: input.text('file') ?? before?.file,
    target: input.text('namespace') ?? before?.target,
    group: input.text('group') ?? before?.group ?? (input.text('ssh') === undefined ? undefined : scheduleName(input)),
  }
  if (facts.timeZone !== undefined && !isTimeZone(facts.timeZone))
    throw wrongWords(`there is no time zone "${facts.timeZone}"`, 'Names are those of the time zone database.')
  return {
    name: scheduleName(input),
    schedule,
    url,
    retries: wholeNumber(input, 'retries') ?? before?.retries ?? 1,
    historyLimit: wholeNumber(input, 'history-limit') ?? before?.historyLimit ?? 1,
    deadlineSeconds: deadlineMs === undefined ? (before?.deadlineSeconds ?? defaultDeadlineSeconds) : deadlineMs / 1000,
    image: input.text('image') ?? oursOf(before?.image) ?? controllerImage(io.env),
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
  }
}

/** True for `https://user:password@host` and `https://token@host`. */
function hasPassword(url: string): boolean {
  if (!/^https?:/.test(url) || !URL.canParse(url)) return false
  const { username, password } = new URL(url)
  return username !== '' || password !== ''
}

/** The name of the schedule a command line is about. */
export function scheduleName(input: CommandInput): string {
  const name = input.text('name')
  if (name === undefined) throw wrongWords('--name is missing', 'Write --name NAME.')
  if (isLabel(name) && name.length <= 52) return name
  throw wrongWords(`"${name}" cannot be the name of a cronjob`, 'Lower-case letters, digits and hyphens, at most 52.')
}

/** Says a schedule in words and when it is due next; a schedule that is none is an error. */
export function scheduleText(schedule: string, zone: string | undefined, now: number, io: Io): string {
  const parsed = parseCron(schedule)
  if (!parsed.ok) throw new ProblemError('user', parsed.problems)
  const doubt = cronDoubt(parsed.value)
  if (doubt !== undefined)
    io.stderr(
      problemLines(
        [{ severity: 'warning', code: 'input/schedule', message: `"${schedule}" may not be meant: ${doubt}` }],
        {
          color: false,
        },
      ),
    )
  const times = nextTimes(parsed.value, now, zone ?? 'UTC', 5)
  const shown = times.map((ms) => `  ${timeText(ms, zone)}\n`).join('')
  const next = times.length === 0 ? 'it is never due\n' : `next:\n${shown}`
  return `runs ${cronWords(parsed.value)} (${zone ?? 'by the time of the cluster, taken as UTC'})\n${next}`
}

/** A time as the clocks of a zone show it. */
export function timeText(ms: number, zone: string | undefined): string {
  const format = { timeZone: zone ?? 'UTC', dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat('en-GB', format).format(ms)
}

/** Keeps the key that `--ssh` names in the group, where the runs of the schedule find it. */
export async function keepSshKey(cluster: Cluster, input: CommandInput, io: Io, group: string): Promise<void> {
  const path = input.text('ssh')
  if (path === undefined) return
  const key = await readFile(resolve(io.cwd, path)).catch(() => undefined)
  if (key === undefined) throw wrongWords(`the file "${path}" cannot be read`, 'Name a private key for git.')
  const data = new Map([['BODYWORK_GIT_SSH_PRIVATE_KEY', key]])
  const home = { kind: 'group' as const, group }
  try {
    await createSecret(cluster, home, 'ssh-git-private-key', data)
  } catch (error) {
    if (!(error instanceof ProblemError) || error.kind !== 'missing') throw error
    await updateSecret(cluster, { home, name: 'ssh-git-private-key' }, { data, remove: [] })
  }
}

/** An image of earlier releases holds another program, so it is not kept. */
function oursOf(image: string | undefined): string | undefined {
  return image === undefined || image === '' || image.startsWith('bodyworkml/') ? undefined : image
}

function wholeNumber(input: CommandInput, name: string): number | undefined {
  const number = input.number(name)
  if (number === undefined || (Number.isInteger(number) && number >= 0)) return number
  throw wrongWords(`--${name} cannot be ${number}`, 'Write a whole number, 0 or more.')
}
