import { field } from '../../plan/objects.ts'
import type { Failure, ObjectRef } from '../events.ts'
import { listField, numberField, textField } from '../world.ts'
import { classifyRefused } from './admission.ts'
import type { Cause } from './causes.ts'
import { failureOf } from './finding.ts'

/** What a refused request means: the end, not the user's fault, or read again and retry. */
export interface Refusal {
  readonly verdict: 'fatal' | 'infra' | 'wait'
  readonly failure: Failure
}

const retried: ReadonlySet<Cause> = new Set(['too-many-requests', 'api-error', 'webhook-failing'])

/** Judges the answer to a failed request: its body (a Status, or any text) and HTTP status, for the object it was about. */
export function judgeRefusal(body: unknown, object: ObjectRef, httpStatus?: number): Refusal {
  const failure = refusalFailure(body, object, httpStatus)
  const isStale = failure.cause === 'conflict' && !hasCause(body, 'FieldManagerConflict')
  if (isStale || failure.cause === 'too-many-requests') return { verdict: 'wait', failure }
  return { verdict: failure.isInfrastructure ? 'infra' : 'fatal', failure }
}

/** The failure that a refused request amounts to. */
export function refusalFailure(body: unknown, object: ObjectRef, httpStatus?: number): Failure {
  const message = textField(body, 'message') ?? (typeof body === 'string' ? body.trim() : '')
  const reason = textField(body, 'reason') ?? ''
  const code = httpStatus ?? numberField(body, 'code') ?? 0
  const refused = classifyRefused(message)
  const cause = refused?.cause ?? causeOf(code, reason, message, body)
  const causes = listField(body, 'details', 'causes')
  const blamed = cause.startsWith('namespace-') ? namespaceRef(object, body) : object
  return failureOf(cause, refused?.sentence ?? sentence(cause, message, object, code), {
    object: blamed,
    evidence: [
      { path: 'status', value: code },
      ...(reason === '' ? [] : [{ path: 'reason', value: reason }]),
      { path: 'message', value: message },
      ...causes.flatMap((item, index) => causeEvidence(item, index)),
    ],
    isInfrastructure: retried.has(cause),
  })
}

function causeEvidence(item: unknown, index: number): readonly { readonly path: string; readonly value: string }[] {
  const at = textField(item, 'field')
  const value = textField(item, 'message') ?? ''
  return at === undefined ? [] : [{ path: `details.causes[${index}] ${at}`, value }]
}

function causeOf(code: number, reason: string, message: string, body: unknown): Cause {
  if (hasCause(body, 'NamespaceTerminating') || /because it is being terminated/.test(message))
    return 'namespace-terminating'
  if (code === 401) return 'unauthorized'
  if (code === 403) return 'forbidden'
  if (code === 404) return notFound(body)
  if (code === 409) return reason === 'AlreadyExists' ? 'already-exists' : 'conflict'
  if (
    code === 413 ||
    /Too long: may not be more than|etcdserver: request is too large|Request entity too large/.test(message)
  ) {
    return 'too-large'
  }
  if (/field is immutable|may not change once set|updates to .* are forbidden/.test(message)) return 'immutable'
  if (code === 400 || code === 422 || code === 415 || code === 405) return 'invalid'
  return code === 429 ? 'too-many-requests' : 'api-error'
}

function notFound(body: unknown): Cause {
  if (textField(body, 'details', 'kind') === 'namespaces') return 'namespace-missing'
  return field(body, 'details', 'name') === undefined ? 'unknown-kind' : 'not-found'
}

function hasCause(body: unknown, reason: string): boolean {
  return listField(body, 'details', 'causes').some((item) => textField(item, 'reason') === reason)
}

function namespaceRef(object: ObjectRef, body: unknown): ObjectRef {
  const name = object.namespace ?? textField(body, 'details', 'name') ?? ''
  return { apiVersion: 'v1', kind: 'Namespace', name }
}

function sentence(cause: Cause, message: string, object: ObjectRef, code: number): string {
  const what = `${object.kind} "${object.name}"`
  if (cause === 'unknown-kind') return `the cluster does not know the kind ${object.kind} of ${object.apiVersion}`
  if (cause === 'unauthorized') return `the cluster does not accept the credentials (${code}) for ${what}`
  if (cause === 'namespace-terminating') return `the namespace "${object.namespace ?? ''}" is being deleted`
  return message === '' ? `the cluster refused ${what} with status ${code}` : message
}
