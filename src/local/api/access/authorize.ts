import { ApiFault, forbidden, qualified } from '../fault.ts'
import type { Call } from '../http/call.ts'
import type { ObjectPath } from '../http/path.ts'
import { isSet } from '../http/query.ts'
import { isAllowed } from './rules.ts'

/** What a request touches. */
export type Touched =
  | { readonly tag: 'path'; readonly path: string }
  | { readonly tag: 'objects'; readonly path: ObjectPath }

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
}
// What everybody may read, signed in or not.
const OPEN = new Set(['/healthz', '/livez', '/readyz', '/version', '/version/'])
const OPEN_SIGNED_IN = /^\/(api|apis|openapi|healthz|livez|readyz|version)(\/|$)/

/** Throws 403 when the user may not do that. */
export function authorize(call: Call, touched: Touched): void {
  if (touched.tag === 'path') authorizePath(call, touched.path)
  else authorizeObjects(call, touched.path)
}

function authorizePath({ kernel, user, request }: Call, path: string): void {
  const verb = VERBS[request.method] ?? ''
  const isSignedIn = user.groups.includes('system:authenticated')
  if (OPEN.has(path) || (isSignedIn && verb === 'get' && OPEN_SIGNED_IN.test(path))) return
  if (isAllowed(kernel, user, { tag: 'path', verb, path })) return
  throw new ApiFault(
    403,
    'Forbidden',
    `forbidden: User ${JSON.stringify(user.name)} cannot ${verb} path ${JSON.stringify(path)}`,
    {},
  )
}

function authorizeObjects(call: Call, path: ObjectPath): void {
  const { kernel, user } = call
  const verb = verbOf(call, path)
  const resource = path.subresource === '' ? path.resource : `${path.resource}/${path.subresource}`
  const namespace = path.namespace ?? (path.group === '' && path.resource === 'namespaces' ? path.name : '')
  if (isSelfReview(path) && user.groups.includes('system:authenticated')) return
  if (isAllowed(kernel, user, { tag: 'objects', verb, group: path.group, resource, namespace, name: path.name })) return
  const where =
    path.namespace === undefined ? 'at the cluster scope' : `in the namespace ${JSON.stringify(path.namespace)}`
  const why = `User ${JSON.stringify(user.name)} cannot ${verb} resource ${JSON.stringify(resource)} in API group ${JSON.stringify(path.group)} ${where}`
  throw forbiddenOf(path, why)
}

function forbiddenOf(path: ObjectPath, why: string): ApiFault {
  const { status } = forbidden(path, path.name, why)
  const named = path.name === '' ? qualified(path) : `${qualified(path)} ${JSON.stringify(path.name)}`
  return new ApiFault(403, 'Forbidden', `${named} is forbidden: ${why}`, status.details)
}

function isSelfReview({ group, resource }: ObjectPath): boolean {
  return /^(authorization|authentication)\.k8s\.io$/.test(group) && resource.startsWith('selfsubject')
}

function verbOf({ request, query }: Call, path: ObjectPath): string {
  if (request.method === 'GET' && isSet(query, 'watch')) return 'watch'
  if (path.name !== '') return VERBS[request.method] ?? ''
  if (request.method === 'GET') return 'list'
  return request.method === 'DELETE' ? 'deletecollection' : (VERBS[request.method] ?? '')
}
