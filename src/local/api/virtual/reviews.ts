import { timestamp } from '../../timestamp.ts'
import { audiencesOf, userOfToken } from '../access/authenticate.ts'
import { type Attempt, isAllowed, rulesFor } from '../access/rules.ts'
import { badRequest, invalid } from '../fault.ts'
import type { ObjectCall } from '../http/call.ts'
import { type Draft, draftAt, listAt, textAt } from '../json.ts'
import type { User } from '../kernel.ts'

/** Whether a user may do something: SelfSubjectAccessReview and its relatives. */
export function accessReview(call: ObjectCall, body: Draft): Draft {
  const spec = draftAt(body, 'spec')
  const isSelf = call.resource.resource.startsWith('self')
  const attributes = draftAt(spec, 'resourceAttributes')
  const path = draftAt(spec, 'nonResourceAttributes')
  if ((attributes === undefined) === (path === undefined))
    throw invalid(call.resource, '', [
      {
        reason: 'FieldValueInvalid',
        message: 'Invalid value: exactly one of nonResourceAttributes or resourceAttributes must be specified',
        field: 'spec.resourceAttributes',
      },
    ])
  const user = isSelf ? call.user : subjectOf(spec)
  const allowed = isAllowed(call.kernel, user, attemptOf(call, attributes, path))
  return { ...body, status: { allowed, ...(allowed ? { reason: reasonFor(user) } : {}) } }
}

function reasonFor(user: User): string {
  return user.groups.includes('system:masters') ? '' : 'RBAC: allowed by a binding'
}

function attemptOf(call: ObjectCall, attributes: Draft | undefined, path: Draft | undefined): Attempt {
  if (attributes === undefined) return { tag: 'path', verb: textAt(path, 'verb'), path: textAt(path, 'path') }
  const subresource = textAt(attributes, 'subresource')
  const resource = textAt(attributes, 'resource')
  const namespace = textAt(attributes, 'namespace')
  if (call.path.namespace !== undefined && namespace !== call.path.namespace)
    throw badRequest(`spec.resourceAttributes.namespace: must match metadata.namespace: ${call.path.namespace}`)
  return {
    tag: 'objects',
    verb: textAt(attributes, 'verb'),
    group: textAt(attributes, 'group'),
    resource: subresource === '' ? resource : `${resource}/${subresource}`,
    namespace,
    name: textAt(attributes, 'name'),
  }
}

function subjectOf(spec: unknown): User {
  const groups = listAt(spec, 'groups').filter((group) => typeof group === 'string')
  const name = textAt(spec, 'user')
  if (name === '' && groups.length === 0)
    throw invalid({ group: 'authorization.k8s.io', kind: 'SubjectAccessReview' }, '', [
      {
        reason: 'FieldValueInvalid',
        message: 'Invalid value: "": at least one of user or group must be specified',
        field: 'spec.user',
      },
    ])
  return { name, groups }
}

/** What a user may do in a namespace. */
export function rulesReview({ kernel, user }: ObjectCall, body: Draft): Draft {
  const namespace = textAt(body, 'spec', 'namespace')
  if (namespace === '') throw badRequest('no namespace on request')
  const isMaster = user.groups.includes('system:masters')
  const every = [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { verbs: ['*'], nonResourceURLs: ['*'] },
  ]
  const rules = isMaster ? every : rulesFor(kernel, user, namespace)
  const status = {
    resourceRules: rules.filter((rule) => listAt(rule, 'resources').length > 0),
    nonResourceRules: rules.filter((rule) => listAt(rule, 'nonResourceURLs').length > 0),
    incomplete: false,
  }
  return { ...body, status }
}

/** Who the user is. */
export function selfReview({ kernel, user }: ObjectCall, body: Draft): Draft {
  const metadata = { creationTimestamp: timestamp(kernel.clock.now()) }
  return { ...body, metadata, status: { userInfo: userInfo(user) } }
}

/** Whose token it is. */
export function tokenReview({ kernel }: ObjectCall, body: Draft): Draft {
  const token = textAt(body, 'spec', 'token')
  const user = userOfToken(kernel, token)
  if (user === undefined) return { ...body, status: { user: {}, error: 'invalid bearer token' } }
  const audiences = audiencesOf(kernel, token)
  return { ...body, status: { authenticated: true, user: userInfo(user), audiences } }
}

function userInfo({ name, uid, groups }: User): Draft {
  return { username: name, ...(uid === undefined ? {} : { uid }), groups }
}
