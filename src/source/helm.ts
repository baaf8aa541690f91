import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import type { Json } from '../model/pipeline.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
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
  const version = await versionOf(run)
  if (version === undefined || !isNewEnough(version)) return failed(unusable(chart, version))
  const folder = await mkdtemp(join(tmpdir(), 'bodywork-helm-'))
  try {
    for (const file of [...chart.files, ...chart.values]) await put(folder, file)
    const end = await run(argumentsFor(chart, folder))
    return end.exitCode === 0 ? ok(end.stdout) : failed(refused(chart, end.stderr, folder))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function argumentsFor(chart: HelmChart, folder: string): readonly string[] {
  const at = chart.files.length > 0 ? join(folder, chart.chart) : chart.chart
  return [
    'template',
    chart.release,
    at,
    '--namespace',
    chart.namespace,
    '--include-crds',
    ...(chart.version === undefined ? [] : ['--version', chart.version]),
    ...chart.values.flatMap(({ path }) => ['--values', join(folder, path)]),
    ...Object.entries(chart.set).flatMap(([key, value]) => ['--set-json', `${key}=${JSON.stringify(value)}`]),
  ]
}

async function put(folder: string, { path, content }: MatchedFile): Promise<void> {
  const at = join(folder, posix.normalize(`/${path}`))
  await mkdir(dirname(at), { recursive: true })
  await writeFile(at, content)
}

async function versionOf(run: RunHelm): Promise<string | undefined> {
  try {
    const end = await run(['version', '--template', '{{.Version}}'])
    return end.exitCode === 0 ? end.stdout.trim() : end.stdout.trim() || 'of no known version'
  } catch {
    return undefined
  }
}

function isNewEnough(version: string): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? []
  return Number(major) > 3 || (Number(major) === 3 && Number(minor) >= 10)
}

function unusable({ stage }: HelmChart, version: string | undefined): Problem {
  return {
    severity: 'error',
    code: version === undefined ? 'helm/missing' : 'helm/version',
    message:
      version === undefined
        ? `stage "${stage}" is a Helm chart, but helm cannot be run`
        : `stage "${stage}" needs ${needed}, and this is helm ${version}`,
    hint: `Install ${needed}, for example with the action azure/setup-helm.`,
  }
}

/** What helm says, without the folder that only it has seen, and no longer than a person reads. */
function refused({ stage, chart }: HelmChart, stderr: string, folder: string): Problem {
  const lines = stderr
    .replaceAll(`${folder}/`, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^(?:WARNING|Use --debug)/.test(line))
  const said = lines.slice(0, mostLines).join('\n').slice(0, mostCharacters)
  const isCut = said.length < lines.join('\n').length
  return {
    severity: 'error',
    code: 'helm/failed',
    message: `helm cannot render ${chart} for stage "${stage}": ${said.replace(/^Error: /, '')}${isCut ? ' …' : ''}`,
    hint: `See it all: helm template ${chart}`,
  }
}

async function runHelm(args: readonly string[]): Promise<ProgramEnd> {
  const { getExecOutput } = await import('@actions/exec')
  return getExecOutput('helm', [...args], { silent: true, ignoreReturnCode: true })
}
