import type { Problem } from '../model/problem.ts'
import type { ChartSource } from '../plan/plan.ts'
import type { ObjectRef } from './events.ts'

/** Which release is meant. */
export interface ReleaseName {
  readonly namespace: string
  readonly name: string
}

/** One revision of a release, as helm keeps it. */
export interface ReleaseRevision {
  readonly revision: number
  /** Helm's own word: `deployed`, `superseded`, `failed`, `pending-upgrade`, `uninstalled`, … */
  readonly status: string
  readonly description: string
}

/** How helm is to work. */
export interface ReleaseCall {
  readonly timeoutSeconds: number
  /** How many revisions helm keeps. */
  readonly historyLimit: number
  /** Told every line that helm prints. */
  readonly onLine?: (line: string) => void
  /** Makes helm give up. */
  readonly signal?: AbortSignal
}

/** How helm ended: with success, or with what it said. */
export type ReleaseEnd = { readonly isDone: true } | { readonly isDone: false; readonly said: string }

/** Releases that helm itself installs; calls about one release wait for each other. */
export interface Releases {
  /** Why helm cannot be used here. */
  unusable(): Promise<Problem | undefined>
  /** Oldest first; empty for a release that does not exist. */
  history(at: ReleaseName): Promise<readonly ReleaseRevision[]>
  install(at: ReleaseName, chart: ChartSource, marks: ReleaseMarks, call: ReleaseCall): Promise<ReleaseEnd>
  rollBack(at: ReleaseName, revision: number, call: ReleaseCall): Promise<ReleaseEnd>
  uninstall(at: ReleaseName, call: ReleaseCall): Promise<ReleaseEnd>
}

/** By what a release shows who deployed it. */
export interface ReleaseMarks {
  readonly description: string
  readonly labels: Readonly<Record<string, string>>
}

/** A run that fails adds two revisions, its own and the one that is brought back: all that can be gone back to is kept. */
export function keptRevisions(historyLimit: number): number {
  return historyLimit * 3
}

const deployedBy = 'deployed by bodywork: pipeline'

/** The marks of a pipeline's releases. */
export function marksOf(pipeline: string, commit: string): ReleaseMarks {
  return {
    description: `${deployedBy} ${pipeline}, commit ${commit}`,
    labels: { 'bodywork.dev/release-of': pipeline },
  }
}

/** True for a release of which this pipeline deployed a revision. */
export function isDeployedBy(history: readonly ReleaseRevision[], pipeline: string): boolean {
  return history.some(({ description }) => description.startsWith(`${deployedBy} ${pipeline},`))
}

/** A release as reports name it. */
export function releaseRef({ namespace, name }: ReleaseName): ObjectRef {
  return { apiVersion: 'helm.sh/v1', kind: 'Release', namespace, name }
}

/** True when there is such a release: one that was uninstalled may have left its history. */
export function isInstalled(history: readonly ReleaseRevision[]): boolean {
  const last = history.at(-1)
  return last !== undefined && last.status !== 'uninstalled'
}

/** The revision that a release would be brought back to: what is deployed, else the last one that anybody tried. */
export function presentRevision(history: readonly ReleaseRevision[]): number | undefined {
  if (!isInstalled(history)) return undefined
  return (history.findLast(({ status }) => status === 'deployed') ?? history.at(-1))?.revision
}
