import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import type { Json } from '../model/pipeline.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { setValues } from './helm-set.ts'
import type { MatchedFile } from './read-source.ts'

/** A chart to be rendered. */
export interface HelmChart {
  /** Stage, for messages. */
  readonly stage: string
  readonly release: string
  readonly namespace: string
  /** Path of a folder or archive within the source, or a reference that helm fetches itself. */
  readonly chart: string
  readonly version?: string
  /** The chart's files; none when helm fetches it. */
  readonly files: readonly MatchedFile[]
  /** Files of values, the later ones win. */
  readonly values: readonly MatchedFile[]
  readonly set: Readonly<Record<string, Json>>
}

/** How a program ended. */
export interface ProgramEnd {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs helm with these arguments; rejects when there is none. */
export type RunHelm = (args: readonly string[]) => Promise<ProgramEnd>

const needed = 'helm 3.10 or newer'
const mostLines = 8
const mostCharacters = 1500

/** The objects of a chart as helm itself renders them from the commit, hooks and definitions included. */
export async function helmTemplate(chart: HelmChart, run: RunHelm = runHelm): Promise<Result<string>> {
  const version = await usableHelm(`stage "${chart.stage}"`, run)
  if (!version.ok) return version
  const folder = await mkdtemp(join(tmpdir(), 'bodywork-helm-'))
  try {
    const given = await layOut(chart, folder)
    const { release, namespace } = chart
    const end = await run(['template', release, ...given, '--namespace', namespace, '--include-crds'])
    return end.exitCode === 0 ? ok(end.stdout) : failed(refused(chart, end.stderr, folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Writes what a chart consists of into a folder that only this user can read; gives the words that tell helm of it. */
export async function layOut(
  chart: Pick<HelmChart, 'chart' | 'version' | 'files' | 'values' | 'set'>,
  folder: string,
): Promise<readonly string[]> {
  for (const file of [...chart.files, ...chart.values]) await put(folder, file)
  const { tree, others } = setValues(chart.set)
  const set = join(folder, '.set-values.json')
  if (Object.keys(tree).length > 0) await writeFile(set, JSON.stringify(tree), { mode: 0o600 })
  return [
    chart.files.length > 0 ? join(folder, chart.chart) : chart.chart,
    ...(chart.version === undefined ? [] : ['--version', chart.version]),
    ...chart.values.flatMap(({ path }) => ['--values', join(folder, path)]),
    ...(Object.keys(tree).length > 0 ? ['--values', set] : []),
    ...Object.entries(others).flatMap(([key, value]) => ['--set-json', `${key}=${JSON.stringify(value)}`]),
  ]
}

async function put(folder: string, { path, content }: MatchedFile): Promise<void> {
  const at = join(folder, posix.normalize(`/${path}`))
  await mkdir(dirname(at), { recursive: true })
  await writeFile(at, content, { mode: 0o600 })
}

/** The version of the helm that is here, or why it cannot be used. */
export async function usableHelm(who: string, run: RunHelm = runHelm): Promise<Result<string>> {
  const version = await versionOf(run)
  return version === undefined || !isAtLeast(version, 3, 10) ? failed(unusable(who, version)) : ok(version)
}

/** True for that version or a newer one. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [, ownMajor, ownMinor] = /^v?(\d+)\.(\d+)/.exec(version) ?? []
  return Number(ownMajor) > major || (Number(ownMajor) === major && Number(ownMinor) >= minor)
}

async function versionOf(run: RunHelm): Promise<string | undefined> {
  try {
    const end = await run(['version', '--template', '{{.Version}}'])
    return end.exitCode === 0 ? end.stdout.trim() : end.stdout.trim() || 'of no known version'
  } catch {
    return undefined
  }
}

function unusable(who: string, version: string | undefined): Problem {
  return {
    severity: 'error',
    code: version === undefined ? 'helm/missing' : 'helm/version',
    message:
      version === undefined
        ? `${who} needs helm, which cannot be run`
        : `${who} needs ${needed}, and this is helm ${version}`,
    hint: `Install ${needed}, for example with the action azure/setup-helm.`,
  }
}

function refused({ stage, chart }: HelmChart, stderr: string, folder: string): Problem {
  return {
    severity: 'error',
    code: 'helm/failed',
    message: `helm cannot render ${chart} for stage "${stage}": ${shortened(stderr, folder)}`,
    hint: `See it all: helm template ${chart}`,
  }
}

/** What helm says, without the folder that only it has seen, and no longer than a person reads. */
export function shortened(stderr: string, folder: string): string {
  const lines = stderr
    .replaceAll(`${folder}/`, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^(?:WARNING|Use --debug|level=|time=|[IW]\d{4} )/.test(line))
  const said = lines.slice(0, mostLines).join('\n').slice(0, mostCharacters)
  const isCut = said.length < lines.join('\n').length
  return `${said.replace(/^Error: /, '')}${isCut ? ' …' : ''}`
}

async function runHelm(args: readonly string[]): Promise<ProgramEnd> {
  const { getExecOutput } = await import('@actions/exec')
  return getExecOutput('helm', [...args], { silent: true, ignoreReturnCode: true })
}
