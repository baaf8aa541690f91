import { parseDuration } from '../model/duration.ts'
import { ProblemError } from '../model/problem.ts'
import type { RunOptions } from '../run/engine.ts'
import type { ClusterTarget } from './cluster-target.ts'
import type { CommandInput, Io, OptionSpec } from './command.ts'
import { cloudTarget } from './connect-inputs.ts'
import { cloudOptions } from './connect-options.ts'
import { formatOf } from './format-option.ts'

/** Options of every command that talks to a cluster. */
export const clusterOptions: readonly OptionSpec[] = [
  { name: 'kubeconfig', kind: 'text', value: 'FILE', summary: 'the kubeconfig to use' },
  { name: 'context', kind: 'text', value: 'NAME', summary: 'the context of the kubeconfig' },
  { name: 'local', kind: 'flag', summary: 'use the local cluster on this machine' },
  ...cloudOptions,
]

/** Option that says how to print. */
export const formatOption: OptionSpec = formatOf(['text', 'json'], 'how to print; json is one event a line')

/** Option that overrides the namespace. */
export const namespaceOption: OptionSpec = {
  name: 'namespace',
  aliases: ['--ns'],
  kind: 'text',
  value: 'NAME',
  summary: 'namespace, instead of the one in the configuration',
}

/** Option that says how long to wait for another run. */
export const waitLockOption: OptionSpec = {
  name: 'wait-lock',
  kind: 'text',
  value: 'DURATION',
  summary: 'how long to wait while another run holds the pipeline',
}

/** Option that says where reports go. */
export const reportDirOption: OptionSpec = {
  name: 'report-dir',
  kind: 'text',
  value: 'FOLDER',
  summary: 'write the report as Markdown, HTML, JSON and JUnit XML into this folder',
}

/** Options of deployments. */
export const runOptions: readonly OptionSpec[] = [
  namespaceOption,
  { name: 'only', kind: 'list', value: 'STAGE', summary: 'run only this stage' },
  { name: 'from', kind: 'list', value: 'STAGE', summary: 'run this stage and everything behind it' },
  { name: 'group', kind: 'list', value: 'NAME', summary: 'run the stages of this group' },
  ...clusterOptions,
  { name: 'timeout', kind: 'text', value: 'DURATION', summary: 'limit for the whole run, such as 45m' },
  { name: 'dry-run', kind: 'flag', summary: 'show what would change and write nothing' },
  { name: 'keep', kind: 'flag', summary: 'keep the Jobs of failed stages' },
  { name: 'log-dir', kind: 'text', value: 'FOLDER', summary: 'write the full log of every stage into this folder' },
  reportDirOption,
  formatOption,
  waitLockOption,
  {
    name: 'on-cancel',
    kind: 'text',
    value: 'rollback|keep|finish',
    choices: ['rollback', 'keep', 'finish'],
    summary: 'what a cancelled run leaves: undone by finish or the next run, kept as it is, or run to its end',
    default: 'rollback',
  },
  { name: 'rollback', kind: 'flag', summary: 'restore every service when a stage fails', default: 'on' },
  { name: 'fail-fast', kind: 'flag', summary: 'cancel running batch stages when another fails', default: 'on' },
  {
    name: 'base',
    kind: 'text',
    value: 'COMMIT',
    summary: 'what changed(…) compares with, instead of the commit that is deployed',
  },
  { name: 'force', kind: 'flag', summary: 'overwrite what others changed when restoring' },
  { name: 'history', kind: 'number', value: 'N', summary: 'how many records to keep', default: '10' },
]

/** Milliseconds of an option that is a duration. */
export function durationMs(input: CommandInput, name: string): number | undefined {
  const text = input.text(name)
  if (text === undefined) return undefined
  const seconds = parseDuration(text)
  if (seconds !== undefined) return seconds * 1000
  throw new ProblemError('user', [
    {
      severity: 'error',
      code: 'input/arguments',
      message: `--${name} cannot be "${text}"`,
      hint: 'Write a duration such as 90s, 10m or 2h.',
    },
  ])
}

/** How the run is to be done, as the command line says. */
export function runOptionsOf(input: CommandInput): Partial<RunOptions> {
  const timeoutMs = durationMs(input, 'timeout')
  const onCancel = input.text('on-cancel')
  const base = input.text('base')
  return {
    keep: input.flag('keep') === true,
    force: input.flag('force') === true,
    rollback: input.flag('rollback') !== false,
    failFast: input.flag('fail-fast') === false ? 'finish' : 'cancel',
    waitLockMs: durationMs(input, 'wait-lock') ?? 0,
    historyLimit: Math.max(2, input.number('history') ?? 10),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(base === undefined ? {} : { base }),
    onCancel: onCancel === 'keep' || onCancel === 'finish' ? onCancel : 'rollback',
  }
}

/** True when the command line itself says which cluster is meant. */
export function namesCluster(input: CommandInput): boolean {
  const names = ['kubeconfig', 'context', 'cluster'].some((name) => (input.text(name) ?? '') !== '')
  return names || input.flag('local') === true || (input.text('provider') ?? 'auto') !== 'auto'
}

/** Which cluster the command line means. */
export function targetOf(input: CommandInput, io: Io): ClusterTarget {
  const kubeconfig = input.text('kubeconfig')
  const context = input.text('context')
  return {
    env: io.env,
    isLocal: input.flag('local') === true,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
    ...cloudTarget(input),
    ...(io.mask === undefined ? {} : { mask: io.mask }),
    say: (text) => io.stderr(`${text}\n`),
  }
}
