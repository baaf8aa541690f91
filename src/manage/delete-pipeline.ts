import { type Problem, ProblemError } from '../model/problem.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { ObjectRef } from '../run/events.ts'
import { takeLock } from '../run/lock.ts'
import type { Clock, Cluster } from '../run/ports.ts'
import type { RecordedRelease } from '../run/record.ts'
import { isDeployedBy, isInstalled, type Releases, releaseRef } from '../run/releases.ts'
import { refOf, uidOf } from '../run/world.ts'
import { namespaceVerdict, unusedAccounts } from './empty-namespace.ts'

/** What is to be deleted. */
export interface Deletion {
  readonly namespace: string
  readonly pipeline: string
  readonly objects: readonly KubeObject[]
  /** Releases that helm installed for it. */
  readonly installed?: readonly RecordedRelease[]
  /** A single service leaves the pipeline's accounts and namespace alone. */
  readonly isWhole: boolean
  readonly keepNamespace: boolean
}

/** What happened to one thing. */
export type Deleted =
  | { readonly kind: 'object'; readonly ref: ObjectRef }
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'namespace-kept'; readonly name: string; readonly why: string }

/** How a deletion is done. */
export interface DeletionPorts {
  readonly cluster: Cluster
  readonly releases?: Releases
  readonly clock: Clock
  readonly tell: (deleted: Deleted) => void
  readonly holder: string
  readonly waitLockMs: number
  readonly signal: AbortSignal
}

/** Deletes a pipeline's objects while no run can hold it, then its accounts and namespace where nobody needs them. */
export async function deletePipeline(deletion: Deletion, ports: DeletionPorts): Promise<void> {
  const { cluster, clock, tell } = ports
  const { namespace, pipeline } = deletion
  const request = { namespace, pipeline, holder: ports.holder, waitMs: ports.waitLockMs, onWait: () => undefined }
  const lock = await takeLock(cluster, clock, request, ports.signal)
  try {
    for (const release of deletion.installed ?? []) await uninstall(release, deletion, ports)
    for (const object of deletion.objects) {
      ports.signal.throwIfAborted()
      await remove(refOf(object), uidOf(object), ports)
    }
    if (deletion.isWhole) for (const ref of await unusedAccounts(cluster, namespace)) await remove(ref, '', ports)
  } finally {
    await lock.release()
  }
  if (!deletion.isWhole || deletion.keepNamespace) return
  const verdict = await namespaceVerdict(cluster, namespace)
  if (verdict.kind === 'keep') return tell({ kind: 'namespace-kept', name: namespace, why: verdict.why })
  const { uid } = verdict
  await cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name: namespace }, uid === undefined ? {} : { uid })
  tell({ kind: 'namespace', name: namespace })
}

/** Helm goes first: the records that know of its releases are among the objects. */
async function uninstall(release: RecordedRelease, { pipeline }: Deletion, ports: DeletionPorts): Promise<void> {
  const { releases, tell } = ports
  const unusable = releases === undefined ? noServer(release) : await releases.unusable()
  if (releases === undefined || unusable !== undefined)
    throw new ProblemError('user', unusable === undefined ? [] : [unusable])
  const history = await releases.history(release)
  if (!isInstalled(history) || !isDeployedBy(history, pipeline)) return
  const end = await releases.uninstall(release, release)
  if (end.isDone) return tell({ kind: 'object', ref: releaseRef(release) })
  throw new ProblemError('cluster', [
    {
      severity: 'error',
      code: 'helm/not-uninstalled',
      message: `the release "${release.name}" is still installed: ${end.said}`,
      hint: 'Uninstall it with helm, then delete the deployment again.',
    },
  ])
}

function noServer({ name }: RecordedRelease): Problem {
  return {
    severity: 'error',
    code: 'helm/no-server',
    message: `the release "${name}" was installed by helm, which cannot reach a cluster inside this process`,
    hint: 'Start the local cluster on its own first: bodywork local up.',
  }
}

async function remove(ref: ObjectRef, uid: string, { cluster, tell }: DeletionPorts): Promise<void> {
  const options = { propagation: 'Background' as const, ...(uid === '' ? {} : { uid }) }
  if (await cluster.delete(ref, options)) tell({ kind: 'object', ref })
}
