import { nameWithSuffix } from '../model/names.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import type { ObjectRef } from './events.ts'
import type { Clock, Cluster } from './ports.ts'
import { pipelineLabel } from './watching.ts'
import { numberField, textField, uidOf } from './world.ts'

/** How long a lease lives without being renewed, and how often it is. */
const leaseSeconds = 30
const renewMs = 5_000

/** Who holds a pipeline, as its lease says. */
export interface Holder {
  readonly who: string
  readonly since: string
  readonly link?: string
}

/** What is locked, by whom and how patiently. */
export interface LockRequest {
  readonly namespace: string
  readonly pipeline: string
  readonly holder: string
  readonly link?: string
  /** How long to wait for another run; 0 refuses at once. */
  readonly waitMs: number
  readonly onWait: (holder: Holder) => void
}

/** A held lock. */
export interface Lock {
  /** False from the moment another run may have taken over: nothing may be written any more. */
  isHeld(): boolean
  /** Aborts when the lock is lost. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

/** Where a pipeline's lease is. */
export function leaseRef(namespace: string, pipeline: string): ObjectRef {
  const name = nameWithSuffix('bodywork', pipeline.toLowerCase().replace(/[^a-z0-9-]+/g, '-'))
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace, name }
}

/** Takes the pipeline's lease, waits for it as long as asked, or refuses with who holds it. */
export async function takeLock(
  cluster: Cluster,
  clock: Clock,
  request: LockRequest,
  signal: AbortSignal,
): Promise<Lock> {
  const deadline = clock.now() + request.waitMs
  let hasTold = false
  for (;;) {
    const now = serverNow(cluster, clock)
    const { object, existed } = await cluster.create(leaseFor(request, now, 0))
    const taken = existed ? await takeOver(cluster, request, object, serverNow(cluster, clock)) : object
    if (taken !== undefined) return held(cluster, clock, request, taken, signal)
    const holder = holderOf(object)
    if (clock.now() >= deadline) throw new ProblemError('lock', [lockedProblem(request, holder)])
    if (!hasTold) request.onWait(holder)
    hasTold = true
    await changeOrExpiry(cluster, clock, object, deadline, signal)
  }
}

/** Who holds a lease. */
export function holderOf(lease: KubeObject): Holder {
  const link = lease.metadata.annotations?.['bodywork.dev/link']
  return {
    who: textField(lease, 'spec', 'holderIdentity') ?? 'nobody',
    since: textField(lease, 'spec', 'acquireTime') ?? '',
    ...(link === undefined ? {} : { link }),
  }
}

/** Milliseconds since the epoch at which a lease may be taken over. */
export function expiryOf(lease: KubeObject): number {
  const renewed = Date.parse(textField(lease, 'spec', 'renewTime') ?? '')
  const seconds = numberField(lease, 'spec', 'leaseDurationSeconds') ?? leaseSeconds
  return Number.isNaN(renewed) ? 0 : renewed + seconds * 1000
}

async function takeOver(
  cluster: Cluster,
  request: LockRequest,
  lease: KubeObject,
  now: number,
): Promise<KubeObject | undefined> {
  const isFree = (textField(lease, 'spec', 'holderIdentity') ?? '') === '' || expiryOf(lease) <= now
  if (!isFree && holderOf(lease).who !== request.holder) return undefined
  const transitions = (numberField(lease, 'spec', 'leaseTransitions') ?? 0) + 1
  const mine = leaseFor(request, now, transitions)
  return replaced(cluster, {
    ...mine,
    metadata: { ...mine.metadata, resourceVersion: lease.metadata['resourceVersion'] },
  })
}

/** The stored lease, or undefined when somebody else was faster. */
async function replaced(cluster: Cluster, lease: KubeObject): Promise<KubeObject | undefined> {
  try {
    return await cluster.replace(lease)
  } catch (error) {
    if (error instanceof ProblemError && error.problems.some(isConflict)) return undefined
    throw error
  }
}

/** True for an answer that says the object has changed or gone meanwhile. */
export function isConflict(problem: Problem): boolean {
  return /conflict|not-found|already-exists/.test(problem.code)
}

function held(cluster: Cluster, clock: Clock, request: LockRequest, first: KubeObject, signal: AbortSignal): Lock {
  const lost = new AbortController()
  const stopped = new AbortController()
  let lease = first
  let validUntil = clock.now() + leaseSeconds * 1000
  const renew = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await clock.sleep(renewMs, stopped.signal)
      const sentAt = clock.now()
      if (sentAt >= validUntil) return lost.abort(lostProblem(request))
      const renewTime = microTime(serverNow(cluster, clock))
      const spec = { ...(field(lease, 'spec') as object), renewTime }
      const next = await replaced(cluster, { ...lease, spec }).catch(() => lease)
      if (next === undefined) return lost.abort(lostProblem(request))
      if (next !== lease) validUntil = sentAt + leaseSeconds * 1000
      lease = next
    }
  }
  const renewing = renew().catch(() => undefined)
  return {
    isHeld: () => !lost.signal.aborted && clock.now() < validUntil,
    lost: lost.signal,
    release: async () => {
      stopped.abort(signal.reason)
      await renewing
      if (lost.signal.aborted) return
      const { namespace, pipeline } = request
      await cluster.delete(leaseRef(namespace, pipeline), { uid: uidOf(lease) }).catch(() => false)
    },
  }
}

function leaseFor(request: LockRequest, now: number, transitions: number): KubeObject {
  const { name } = leaseRef(request.namespace, request.pipeline)
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name,
      namespace: request.namespace,
      labels: { 'app.kubernetes.io/managed-by': 'bodywork', [pipelineLabel]: request.pipeline },
      ...(request.link === undefined ? {} : { annotations: { 'bodywork.dev/link': request.link } }),
    },
    spec: {
      holderIdentity: request.holder,
      leaseDurationSeconds: leaseSeconds,
      acquireTime: microTime(now),
      renewTime: microTime(now),
      leaseTransitions: transitions,
    },
  }
}

/** Waits until the lease changes, expires, or the deadline has come. */
async function changeOrExpiry(
  cluster: Cluster,
  clock: Clock,
  lease: KubeObject,
  deadline: number,
  signal: AbortSignal,
): Promise<void> {
  const done = new AbortController()
  const either = AbortSignal.any([done.signal, signal])
  const { namespace, name } = lease.metadata
  const selection = {
    apiVersion: lease.apiVersion,
    kind: lease.kind,
    fieldSelector: `metadata.name=${name}`,
    ...(namespace === undefined ? {} : { namespace }),
  }
  const isSame = (object: KubeObject) =>
    uidOf(object) === uidOf(lease) && textField(object, 'spec', 'renewTime') === textField(lease, 'spec', 'renewTime')
  const change = async (): Promise<void> => {
    for await (const event of cluster.watch(selection, either)) {
      if (event.type === 'deleted') return
      if (event.type !== 'synced' && event.object.metadata.name === name && !isSame(event.object)) return
    }
  }
  const until = Math.min(expiryOf(lease) - serverNow(cluster, clock) + clock.now(), deadline)
  try {
    await Promise.race([change(), clock.sleep(Math.max(1, until - clock.now()), either)])
    signal.throwIfAborted()
  } finally {
    done.abort()
  }
}

function serverNow(cluster: Cluster, clock: Clock): number {
  return cluster.serverTime() ?? clock.now()
}

function microTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z')
}

function lockedProblem(request: LockRequest, { who, since, link }: Holder): Problem {
  return {
    severity: 'error',
    code: 'run/locked',
    message: `the pipeline "${request.pipeline}" is held by run ${who} since ${since}${link === undefined ? '' : ` (${link})`}`,
    hint: 'Wait for it with --wait-lock 10m; if that run is gone, its lock expires by itself within 30 s, or use "bodywork unlock --force".',
  }
}

function lostProblem(request: LockRequest): ProblemError {
  return new ProblemError('lock', [
    {
      severity: 'error',
      code: 'run/lock-lost',
      message: `the lock on the pipeline "${request.pipeline}" was lost: another run may have taken over, so this one stopped writing`,
      hint: 'Look at "bodywork history"; the other run finishes or undoes what this one began.',
    },
  ])
}
