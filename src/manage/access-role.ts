import type { KubeObject } from '../plan/objects.ts'
import { controlNamespace } from '../plan/secret-copy.ts'
import { groupOf, type Need, resourceOf } from './access-need.ts'

/** To whom a role is given. */
export type RoleSubject =
  | { readonly kind: 'User' | 'Group'; readonly name: string }
  | { readonly kind: 'ServiceAccount'; readonly name: string; readonly namespace: string }

const rbac = 'rbac.authorization.k8s.io'

/**
 * The smallest roles that cover those needs, and their bindings: a Role in each namespace, and a ClusterRole for what
 * has no namespace. When the namespace is yet to be made no Role can be in it: everything goes into the ClusterRole.
 */
export function rolesFor(
  needs: readonly Need[],
  about: { readonly name: string; readonly subject: RoleSubject; readonly createsNamespace: boolean },
): readonly KubeObject[] {
  const placed = about.createsNamespace
    ? needs.map((need) => (need.namespace === controlNamespace ? need : clusterWide(need)))
    : needs
  const places = [...new Set(placed.map(({ namespace }) => namespace))]
  return places.flatMap((namespace) =>
    roleIn(
      namespace,
      placed.filter((need) => need.namespace === namespace),
      about,
    ),
  )
}

/** In the whole cluster a right to one namespace by name is still a right to that name only. */
function clusterWide({ namespace: _, ...need }: Need): Need {
  return need
}

function roleIn(
  namespace: string | undefined,
  needs: readonly Need[],
  { name, subject }: { readonly name: string; readonly subject: RoleSubject },
): readonly KubeObject[] {
  const scope = namespace === undefined ? 'Cluster' : ''
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) }
  return [
    { apiVersion: `${rbac}/v1`, kind: `${scope}Role`, metadata, rules: rulesFor(needs) },
    {
      apiVersion: `${rbac}/v1`,
      kind: `${scope}RoleBinding`,
      metadata,
      roleRef: { apiGroup: rbac, kind: `${scope}Role`, name },
      subjects: [subject.kind === 'ServiceAccount' ? subject : { apiGroup: rbac, ...subject }],
    },
  ]
}

interface Rule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly resourceNames?: readonly string[]
  readonly verbs: readonly string[]
}

/** One rule for all resources of a group that need the same verbs on the same names. */
export function rulesFor(needs: readonly Need[]): readonly Rule[] {
  const verbs = new Map<string, { readonly need: Need; readonly verbs: Set<string> }>()
  for (const need of needs) {
    const key = [groupOf(need.apiVersion), resourceName(need), need.name ?? ''].join('|')
    const entry = verbs.get(key) ?? { need, verbs: new Set<string>() }
    verbs.set(key, { ...entry, verbs: entry.verbs.add(need.verb) })
  }
  const rules = new Map<string, Rule>()
  for (const { need, verbs: wanted } of verbs.values()) {
    const sorted = order.filter((verb) => wanted.has(verb))
    const key = [groupOf(need.apiVersion), need.name ?? '', ...sorted].join('|')
    const resources = [...(rules.get(key)?.resources ?? []), resourceName(need)]
    rules.set(key, {
      apiGroups: [groupOf(need.apiVersion)],
      resources: [...new Set(resources)].sort(),
      ...(need.name === undefined ? {} : { resourceNames: [need.name] }),
      verbs: sorted,
    })
  }
  return [...rules.values()]
}

const order = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']

function resourceName({ apiVersion, kind, subresource }: Need): string {
  return `${resourceOf(apiVersion, kind)}${subresource === undefined ? '' : `/${subresource}`}`
}
