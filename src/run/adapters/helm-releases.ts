import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parsedJson } from '../../model/json-text.ts'
import { ProblemError } from '../../model/problem.ts'
import { field } from '../../plan/objects.ts'
import type { ChartSource } from '../../plan/plan.ts'
import { isAtLeast, layOut, shortened, usableHelm } from '../../source/helm.ts'
import type { ReleaseCall, ReleaseEnd, ReleaseName, ReleaseRevision, Releases } from '../releases.ts'
import { type ProgramEnd, runStoppable } from './stoppable-program.ts'

/** What running helm needs. */
export interface HelmPorts {
  /** The text of a kubeconfig that is good now. */
  readonly kubeconfig: () => Promise<string>
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Releases of the helm of this machine, on the cluster of a kubeconfig. */
export function helmReleases(ports: HelmPorts): Releases {
  const env = Object.fromEntries(Object.entries(ports.env).filter(([name]) => !/^HELM_(?:KUBE|NAMESPACE)/.test(name)))
  let version: ReturnType<typeof usableHelm> | undefined
  const usable = () => {
    version ??= usableHelm('this pipeline', (args) =>
      inFolder((folder) => runStoppable({ words: ['helm', ...args], env, folder })),
    )
    return version
  }
  const isNew = async (major: number, minor: number): Promise<boolean> => {
    const found = await usable()
    return found.ok && isAtLeast(found.value, major, minor)
  }
  const helm = (args: Arguments, call?: ReleaseCall): Promise<Ended> =>
    inFolder(async (folder) => {
      const config = join(folder, 'kubeconfig')
      await writeFile(config, await ports.kubeconfig(), { mode: 0o600, flag: 'wx' })
      const { onLine, signal } = call ?? {}
      const words = ['helm', ...(typeof args === 'function' ? await args(folder) : args)]
      const end = await runStoppable({
        words,
        env: { ...env, KUBECONFIG: config },
        folder,
        ...(onLine === undefined ? {} : { onLine }),
        ...(signal === undefined ? {} : { signal }),
      })
      return { ...end, said: shortened(end.stderr, folder) }
    })
  const inTurn = turns()
  const changing = (at: ReleaseName, args: Arguments, call: ReleaseCall): Promise<ReleaseEnd> =>
    inTurn(`${at.namespace}/${at.name}`, async () => {
      const { exitCode, said } = await helm(args, call)
      return exitCode === 0
        ? { isDone: true }
        : { isDone: false, said: said || `helm ended with exit code ${exitCode}` }
    })
  return {
    unusable: async () => {
      const found = await usable()
      return found.ok ? undefined : found.problems[0]
    },
    history: async ({ namespace, name }) => {
      const end = await helm(['history', name, '--namespace', namespace, '--max', '1000', '--output', 'json'])
      if (end.exitCode === 0) return revisionsIn(end.stdout)
      if (/release: not found/.test(end.stderr)) return []
      throw unreadable(name, end.said)
    },
    install: (at, chart, { description, labels }, call) => {
      const marks = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
      const args = async (folder: string) => [
        'upgrade',
        at.name,
        ...(await layOut(chartFrom(chart), folder)),
        '--install',
        // Without it values of the revision before would count where none are given.
        '--reset-values',
        ...placed(at, call),
        '--history-max',
        String(call.historyLimit),
        '--description',
        description,
        ...((await isNew(3, 13)) ? ['--labels', marks.join(',')] : []),
      ]
      return changing(at, args, call)
    },
    rollBack: (at, revision, call) => {
      const kept = ['--history-max', String(call.historyLimit)]
      return changing(at, ['rollback', at.name, String(revision), ...placed(at, call), ...kept], call)
    },
    uninstall: (at, call) => {
      const words = [
        'uninstall',
        at.name,
        '--namespace',
        at.namespace,
        '--wait',
        '--timeout',
        `${call.timeoutSeconds}s`,
      ]
      const args = async () => [...words, ...((await isNew(3, 12)) ? ['--cascade', 'foreground'] : [])]
      return changing(at, args, call)
    },
  }
}

type Arguments = readonly string[] | ((folder: string) => Promise<readonly string[]>)
type Ended = ProgramEnd & { readonly said: string }

function placed({ namespace }: ReleaseName, { timeoutSeconds }: ReleaseCall): readonly string[] {
  return ['--namespace', namespace, '--wait', '--wait-for-jobs', '--timeout', `${timeoutSeconds}s`]
}

/** A folder that only this user can read, for as long as it is needed. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bodywork-helm-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Lets what is about the same thing happen one after the other. */
function turns() {
  const last = new Map<string, Promise<unknown>>()
  return <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const before = last.get(key) ?? Promise.resolve()
    const next = before.then(work, work)
    last.set(key, next)
    return next
  }
}

function chartFrom({ chart, version, isFetched, files, values, set }: ChartSource) {
  const all = files.map(({ path, base64 }) => ({ path, content: Buffer.from(base64, 'base64') }))
  return {
    chart,
    ...(version === undefined ? {} : { version }),
    files: isFetched === true ? [] : all,
    values: values.flatMap((path) => all.filter((file) => file.path === path)),
    set,
  }
}

function revisionsIn(text: string): readonly ReleaseRevision[] {
  const found = parsedJson(text)
  if (!Array.isArray(found)) return []
  return found.map((one) => ({
    revision: Number(field(one, 'revision')),
    status: String(field(one, 'status')),
    description: String(field(one, 'description') ?? ''),
  }))
}

function unreadable(name: string, said: string): ProblemError {
  return new ProblemError('cluster', [
    {
      severity: 'error',
      code: 'helm/unreadable',
      message: `helm cannot tell the history of the release "${name}": ${said}`,
      hint: 'Helm keeps it in Secrets of the namespace: is this identity allowed to list them?',
    },
  ])
}
