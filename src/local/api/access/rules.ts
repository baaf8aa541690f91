import { draftsAt, listAt, textAt } from '../json.ts'
import type { Kernel, User } from '../kernel.ts'

/** Something a user wants to do. */
export type Attempt =
  | { readonly tag: 'path'; readonly verb: string; readonly path: string }
  | {
      readonly tag: 'objects'
      readonly verb: string
      readonly group: string
      /** `pods`, or `pods/log`. */
      readonly resource: string
      readonly namespace: string
      readonly name: string
    }

/** The rules that count for a user in a namespace, and cluster-wide when it is empty. */
export function rulesFor(kernel: Kernel, user: User, namespace: string): readonly unknown[] {
  const { storage } = kernel
  const rules: unknown[] = []
  const read = (resource: string, prefix: string) =>
    storage
      .keys(`rbac.authorization.k8s.io/${resource}`, prefix)
      .flatMap((key) => storage.get(`rbac.authorization.k8s.io/${resource}`, key) ?? [])
  for (const binding of read('clusterrolebindings', ''))
    if (binds(binding, user, '')) rules.push(...rulesOf(kernel, binding, ''))
  if (namespace === '') return rules
  for (const binding of read('rolebindings', `${namespace}/`))
    if (binds(binding, user, namespace)) rules.push(...rulesOf(kernel, binding, namespace))
  return rules
}

function rulesOf(kernel: Kernel, binding: unknown, namespace: string): readonly unknown[] {
  const name = textAt(binding, 'roleRef', 'name')
  const isCluster = textAt(binding, 'roleRef', 'kind') === 'ClusterRole'
  const role = isCluster
    ? kernel.storage.get('rbac.authorization.k8s.io/clusterroles', name)
    : kernel.storage.get('rbac.authorization.k8s.io/roles', `${namespace}/${name}`)
  return listAt(role, 'rules')
}

function binds(binding: unknown, user: User, namespace: string): boolean {
  return draftsAt(binding, 'subjects').some((subject) => {
    const name = textAt(subject, 'name')
    switch (textAt(subject, 'kind')) {
      case 'User':
        return name === user.name
      case 'Group':
        return user.groups.includes(name)
      case 'ServiceAccount':
        return user.name === `system:serviceaccount:${textAt(subject, 'namespace') || namespace}:${name}`
      default:
        return false
    }
  })
}

/** Whether a rule allows an attempt. */
export function allows(rule: unknown, attempt: Attempt): boolean {
  if (!includes(rule, 'verbs', attempt.verb)) return false
  if (attempt.tag === 'path')
    return listAt(rule, 'nonResourceURLs').some(
      (url) => url === '*' || url === attempt.path || isPrefix(String(url), attempt.path),
    )
  const names = listAt(rule, 'resourceNames')
  const isNamed = names.length === 0 || (attempt.name !== '' && names.includes(attempt.name))
  return isNamed && includes(rule, 'apiGroups', attempt.group) && coversResource(rule, attempt.resource)
}

function isPrefix(pattern: string, path: string): boolean {
  return pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1))
}

function includes(rule: unknown, field: string, value: string): boolean {
  const list = listAt(rule, field)
  return list.includes('*') || list.includes(value)
}

function coversResource(rule: unknown, resource: string): boolean {
  const slash = resource.indexOf('/')
  return (
    includes(rule, 'resources', resource) ||
    (slash > 0 && listAt(rule, 'resources').includes(`*${resource.slice(slash)}`))
  )
}

/** Whether a user may do something. */
export function isAllowed(kernel: Kernel, user: User, attempt: Attempt): boolean {
  if (user.groups.includes('system:masters')) return true
  const namespace = attempt.tag === 'path' ? '' : attempt.namespace
  return rulesFor(kernel, user, namespace).some((rule) => allows(rule, attempt))
}
