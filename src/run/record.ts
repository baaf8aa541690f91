import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { nameWithSuffix } from '../model/names.ts'
import type { Json } from '../model/pipeline.ts'
import { field, type KubeObject, sorted } from '../plan/objects.ts'
import type { ObjectRef, StageOutcome } from './events.ts'
import { pipelineLabel } from './watching.ts'
import { textField } from './world.ts'

/*
 *   applying ──────────────────► deployed
 *      │ failed     │ cancelled
 *      ▼            ▼
 *   rolling-back ◄── cancelled
 *      └──► rolled-back or rollback-failed
 *
 * The record is written before the first change, so there is no state in which nothing has begun.
 */

/** Where a run's record stands. */
export type RecordStatus = 'applying' | 'deployed' | 'rolling-back' | 'rolled-back' | 'rollback-failed' | 'cancelled'

/** One object a run touches: how it was before, and what the run makes of it. */
export interface RecordedObject {
  readonly ref: ObjectRef
  readonly stage?: string
  readonly existed: boolean
  readonly uid?: string
  /** The whole object before the run, without what the server keeps for itself; never of a Secret. */
  readonly prior?: KubeObject
  /** What the run applies; never of a Secret or a Job. */
  readonly next?: KubeObject
  readonly hash: string
}

/** A release that helm itself installs: how it was before, and what the run makes of it. */
export interface RecordedRelease {
  readonly stage: string
  readonly name: string
  readonly namespace: string
  /** Helm's own revision before the run; absent when there was no such release. */
  readonly before?: number
  /** Helm's own revision that the run deployed. */
  readonly after?: number
  readonly timeoutSeconds: number
  /** How many revisions helm keeps. */
  readonly historyLimit: number
}

/** How a stage ended, for runs that continue this one. */
export interface RecordedStage {
  readonly outcome: StageOutcome
  readonly outputs: Readonly<Record<string, string>>
  /** Of a success that may stand for later ones: what it depended on, and when it came about. */
  readonly cache?: { readonly key: string; readonly at: number }
}

/** The write-ahead record of a run. */
export interface RunRecord {
  readonly formatVersion: 1
  readonly revision: number
  readonly status: RecordStatus
  readonly pipeline: string
  readonly namespace: string
  readonly runId: string
  readonly attempt: number
  readonly commit: string
  readonly branch?: string
  readonly actor?: string
  readonly link?: string
  /** Hash of the configuration, to tell whether a later run would do the same. */
  readonly configHash: string
  readonly startedAt: number
  readonly finishedAt?: number
  /** The namespace was made by this run. */
  readonly namespaceCreated: boolean
  readonly objects: readonly RecordedObject[]
  readonly releases?: readonly RecordedRelease[]
  /** Releases of earlier runs that were uninstalled after this one, as `NAMESPACE/NAME`. */
  readonly uninstalled?: readonly string[]
  readonly stages: Readonly<Record<string, RecordedStage>>
  /** What this run left is meant to stay, so no later run undoes it. */
  readonly kept?: boolean
  /** Jobs of failed stages are meant to stay, to be looked at. */
  readonly keepsJobs?: boolean
  /** What a person should know: `rollback to 3`, `kept after cancel`. */
  readonly note?: string
}

/** Type of the Secrets that hold records. */
export const recordType = 'bodywork.dev/record'

/** Label of records: their revision. */
export const recordLabel = 'bodywork.dev/record'

const pieceBytes = 900_000

/** A record as the Secrets that hold it: compressed, in pieces that fit. */
export function secretsOf(record: RunRecord): readonly KubeObject[] {
  const packed = gzipSync(JSON.stringify(record))
  const count = Math.max(1, Math.ceil(packed.length / pieceBytes))
  return Array.from({ length: count }, (_, part) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    type: recordType,
    metadata: {
      name: recordName(record.pipeline, record.revision, part),
      namespace: record.namespace,
      labels: {
        'app.kubernetes.io/managed-by': 'bodywork',
        [pipelineLabel]: record.pipeline,
        [recordLabel]: String(record.revision),
      },
      annotations: {
        'bodywork.dev/status': record.status,
        'bodywork.dev/part': String(part),
        'bodywork.dev/parts': String(count),
      },
    },
    data: { record: packed.subarray(part * pieceBytes, (part + 1) * pieceBytes).toString('base64') },
  }))
}

/** Name of the Secret with one piece of a record. */
export function recordName(pipeline: string, revision: number, part: number): string {
  const base = `bodywork-record-${pipeline.toLowerCase().replace(/[^a-z0-9-]+/g, '-')}`
  return nameWithSuffix(base, part === 0 ? String(revision) : `${revision}-p${part}`)
}

/** The records in these Secrets, newest first; pieces that do not fit together are left out. */
export function recordsIn(secrets: readonly KubeObject[]): readonly RunRecord[] {
  const byRevision = Map.groupBy(
    secrets.filter((secret) => field(secret, 'type') === recordType),
    (secret) => secret.metadata.labels?.[recordLabel] ?? '',
  )
  return [...byRevision.values()].flatMap((pieces) => unpacked(pieces) ?? []).sort((a, b) => b.revision - a.revision)
}

function unpacked(pieces: readonly KubeObject[]): RunRecord | undefined {
  const number = (piece: KubeObject, key: string) => Number(piece.metadata.annotations?.[`bodywork.dev/${key}`])
  const first = pieces.find((piece) => number(piece, 'part') === 0)
  if (first === undefined) return undefined
  const count = number(first, 'parts')
  const wanted = pieces.filter((piece) => number(piece, 'parts') === count && number(piece, 'part') < count)
  if (wanted.length !== count) return undefined
  const ordered = [...wanted].sort((a, b) => number(a, 'part') - number(b, 'part'))
  try {
    const bytes = ordered.map((piece) => Buffer.from(textField(piece, 'data', 'record') ?? '', 'base64'))
    const value: unknown = JSON.parse(gunzipSync(Buffer.concat(bytes)).toString('utf8'))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is RunRecord {
  return field(value, 'formatVersion') === 1 && typeof field(value, 'revision') === 'number'
}

/** True for a record whose run neither finished nor was undone. */
export function isOpen(record: RunRecord): boolean {
  return record.kept !== true && !['deployed', 'rolled-back'].includes(record.status)
}

/** The newest version that is known to have worked. */
export function lastGood(records: readonly RunRecord[]): RunRecord | undefined {
  return records.find((record) => record.status === 'deployed')
}

/** A short hash of a value, whatever the order of its keys. */
export function contentHash(value: unknown): string {
  const json: Json = JSON.parse(JSON.stringify(value ?? null))
  return createHash('sha256')
    .update(JSON.stringify(sorted(json)))
    .digest('hex')
    .slice(0, 16)
}

const serverAnnotations = new Set([
  'deployment.kubernetes.io/revision',
  'kubectl.kubernetes.io/last-applied-configuration',
])

/** An object without what the server keeps for itself: what restoring has to bring back. */
export function restorable(object: KubeObject): KubeObject {
  const { status: _status, ...rest } = object
  const { name, namespace, labels, annotations } = object.metadata
  const kept = Object.entries(annotations ?? {}).filter(([key]) => !serverAnnotations.has(key))
  return {
    ...rest,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(labels === undefined ? {} : { labels }),
      ...(kept.length === 0 ? {} : { annotations: Object.fromEntries(kept) }),
    },
  }
}
