import { type Problem, ProblemError } from '../model/problem.ts'
import { fieldManager } from '../plan/labels.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import type { SecretCopy } from '../plan/plan.ts'
import { applyObject, covers } from './apply-objects.ts'
import { type Engine, tell } from './engine.ts'
import type { Cluster } from './ports.ts'
import { readable } from './readable.ts'
import { refKey, refOf, textField } from './world.ts'

/** Creates the namespace when it is absent; true when it was made now. */
export async function ensureNamespace(cluster: Cluster, namespace: KubeObject): Promise<boolean> {
  const ref = refOf(namespace)
  // Somebody who may work in a namespace need not be allowed to look at it.
  const live = await readable(() => cluster.get(ref), { apiVersion: 'v1', kind: 'Namespace', metadata: { name: '' } })
  if (live !== undefined) {
    if (textField(live, 'status', 'phase') !== 'Terminating') return false
    throw refusal('user', {
      code: 'run/namespace-terminating',
      message: `the namespace "${ref.name}" is being deleted`,
      hint: 'Wait until it is gone, or use another namespace.',
    })
  }
  return !(await cluster.create(namespace)).existed
}

/** Accounts and ConfigMaps; what is named by its content and already there is left as it is. */
export async function applyShared(engine: Engine, known: ReadonlySet<string>): Promise<void> {
  for (const object of engine.plan.shared) {
    if (object.kind === 'Namespace') continue
    if (object.kind === 'ConfigMap' && field(object, 'immutable') === true && known.has(refKey(refOf(object)))) continue
    await applyUnwatched(engine, object)
  }
}

/** No watch knows these objects: they are read first, and not written again when they are as they should be. */
async function applyUnwatched(engine: Engine, object: KubeObject): Promise<void> {
  const ref = refOf(object)
  const live = await engine.cluster.get(ref)
  const { labels, annotations } = object.metadata
  const { metadata: _metadata, ...content } = object
  if (
    live !== undefined &&
    covers(
      { ...live, apiVersion: ref.apiVersion, kind: ref.kind },
      { ...content, metadata: { labels: labels ?? {}, annotations: annotations ?? {} } },
    )
  )
    tell(engine, { type: 'object.applied', object: ref, change: 'unchanged' })
  else {
    if (live !== undefined) engine.world.put({ ...live, apiVersion: ref.apiVersion, kind: ref.kind })
    await applyObject(engine, object)
  }
}

/** Writes the copies next to the stages that use them. */
export async function copySecrets(engine: Engine, sources: ReadonlyMap<SecretCopy, KubeObject>): Promise<void> {
  for (const [copy, source] of sources) {
    const { namespace, name, labels } = copy.to
    const secret: KubeObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      type: textField(source, 'type') ?? 'Opaque',
      metadata: { name, namespace, labels },
      ...(copy.immutable ? { immutable: true } : {}),
      data: field(source, 'data') ?? {},
    }
    await engine.cluster.apply(secret, { fieldManager, force: true })
    tell(engine, { type: 'object.applied', object: refOf(secret), change: 'configured' })
  }
}

/** Writes the credentials of registries; without any, as on the local cluster, pods do without. */
export async function makePullSecrets(engine: Engine): Promise<void> {
  for (const { namespace, name, labels } of engine.plan.pullSecrets ?? []) {
    const content = engine.options.pullSecrets?.[name] ?? '{"auths":{}}'
    const secret: KubeObject = {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/dockerconfigjson',
      metadata: { name, namespace, labels },
      data: { '.dockerconfigjson': Buffer.from(content).toString('base64') },
    }
    await engine.cluster.apply(secret, { fieldManager, force: true })
    tell(engine, { type: 'object.applied', object: refOf(secret), change: 'configured' })
  }
}

function refusal(kind: 'user' | 'cluster', problem: Omit<Problem, 'severity'>): ProblemError {
  return new ProblemError(kind, [{ severity: 'error', ...problem }])
}
