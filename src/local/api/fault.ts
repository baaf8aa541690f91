/** One reason inside a Status. */
export interface StatusCause {
  readonly reason: string
  readonly message: string
  readonly field?: string
}

/** What a Status is about. */
export interface StatusDetails {
  readonly name?: string
  readonly group?: string
  readonly kind?: string
  readonly uid?: string
  readonly causes?: readonly StatusCause[]
  readonly retryAfterSeconds?: number
}

/** The object a Kubernetes API server answers instead of a result. */
export interface StatusObject {
  readonly kind: 'Status'
  readonly apiVersion: 'v1'
  readonly metadata: Readonly<Record<string, unknown>>
  readonly status: 'Failure' | 'Success'
  readonly message?: string
  readonly reason?: string
  readonly details?: StatusDetails
  readonly code: number
}

/** An answer of the API server that is no result; carries the Status that a client gets. */
export class ApiFault extends Error {
  override readonly name = 'ApiFault'
  readonly status: StatusObject

  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(message)
    const about = details === undefined ? {} : { details }
    const named = reason === '' ? {} : { reason }
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      ...named,
      ...about,
      code,
    }
  }

  /** The HTTP status. */
  get code(): number {
    return this.status.code
  }

  /** The machine-readable reason, such as `NotFound`. */
  get reason(): string {
    return this.status.reason ?? ''
  }
}

/** A resource as faults name it. */
export interface ResourceName {
  readonly group: string
  readonly resource: string
}

/** `deployments.apps`, or `pods` for the core group. */
export function qualified({ group, resource }: ResourceName): string {
  return group === '' ? resource : `${resource}.${group}`
}

function detailsOf({ group, resource }: ResourceName, name: string): StatusDetails {
  return { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource }
}

/** There is no object of that name. */
export function notFound(resource: ResourceName, name: string): ApiFault {
  return new ApiFault(404, 'NotFound', `${qualified(resource)} "${name}" not found`, detailsOf(resource, name))
}

/** There is no such path. */
export function noSuchPath(): ApiFault {
  return new ApiFault(404, 'NotFound', 'the server could not find the requested resource', {})
}

/** An object of that name is there already. */
export function alreadyExists(resource: ResourceName, name: string): ApiFault {
  const message = `${qualified(resource)} "${name}" already exists`
  return new ApiFault(409, 'AlreadyExists', message, detailsOf(resource, name))
}

/** The object changed since it was read, or a precondition does not hold. */
export function conflict(resource: ResourceName, name: string, why: string): ApiFault {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`
  return new ApiFault(409, 'Conflict', message, detailsOf(resource, name))
}

/** What a write with an old resourceVersion gets. */
export const OBJECT_MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again'

/** The object is not acceptable; one cause for each field. */
export function invalid(
  about: { group: string; kind: string },
  name: string,
  causes: readonly StatusCause[],
): ApiFault {
  const lines = causes.map((cause) => `${cause.field ?? ''}: ${cause.message}`)
  const said = lines.length === 1 ? (lines[0] ?? '') : `[${lines.join(', ')}]`
  const kind = about.group === '' ? about.kind : `${about.kind}.${about.group}`
  const details = { name, ...(about.group === '' ? {} : { group: about.group }), kind: about.kind, causes }
  return new ApiFault(422, 'Invalid', `${kind} "${name}" is invalid: ${said}`, details)
}

/** The user may not do that, or admission refused it. */
export function forbidden(resource: ResourceName, name: string, why: string): ApiFault {
  const named = name === '' ? qualified(resource) : `${qualified(resource)} "${name}"`
  return new ApiFault(403, 'Forbidden', `${named} is forbidden: ${why}`, detailsOf(resource, name))
}

/** The request makes no sense. */
export function badRequest(message: string): ApiFault {
  return new ApiFault(400, 'BadRequest', message)
}

/** Nobody is signed in. */
export function unauthorized(): ApiFault {
  return new ApiFault(401, 'Unauthorized', 'Unauthorized')
}

/** That verb is not served there. */
export function methodNotAllowed(): ApiFault {
  const message = 'the server does not allow this method on the requested resource'
  return new ApiFault(405, 'MethodNotAllowed', message, {})
}

/** That resourceVersion is no longer kept. */
export function gone(message: string): ApiFault {
  return new ApiFault(410, 'Expired', message)
}

/** What a real server answers as an error of its own although it is the client's: 500, without a reason. */
export function plainFault(message: string): ApiFault {
  return new ApiFault(500, '', message)
}

/** That resourceVersion is still to come. */
export function tooNew(version: string, now: number): ApiFault {
  const message = `Too large resource version: ${version}, current: ${now}`
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }]
  return new ApiFault(504, 'Timeout', message, { causes, retryAfterSeconds: 1 })
}
