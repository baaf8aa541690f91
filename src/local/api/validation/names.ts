/** What is wrong with a name, or undefined. */
export type NameRule = (name: string) => string | undefined

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/

const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const LABEL_RULE =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
const LABEL_1035_RULE =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
const QUALIFIED_RULE =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
const VALUE_RULE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"

/** Names of most objects. */
export const subdomainRule: NameRule = (name) =>
  tooLong(name, 253) ?? (SUBDOMAIN.test(name) ? undefined : SUBDOMAIN_RULE)

/** Names of namespaces, containers, volumes. */
export const labelRule: NameRule = (name) => tooLong(name, 63) ?? (LABEL.test(name) ? undefined : LABEL_RULE)

/** Names of services. */
export const label1035Rule: NameRule = (name) =>
  tooLong(name, 63) ?? (LABEL_1035.test(name) ? undefined : LABEL_1035_RULE)

/** Names of roles and bindings: anything that fits in a path. */
export const pathSegmentRule: NameRule = (name) => {
  if (name === '.' || name === '..') return `may not be '${name}'`
  return /[/%]/.test(name) ? `may not contain '${name.includes('/') ? '/' : '%'}'` : undefined
}

/** Keys of labels and annotations, and finalizers. */
export const qualifiedRule: NameRule = (key) => {
  const slash = key.indexOf('/')
  const prefix = slash < 0 ? undefined : key.slice(0, slash)
  const name = key.slice(slash + 1)
  if (prefix !== undefined && (prefix === '' || subdomainRule(prefix) !== undefined))
    return prefix === '' ? 'prefix part must be non-empty' : `prefix part ${SUBDOMAIN_RULE}`
  if (name === '') return 'name part must be non-empty'
  if (name.length > 63) return 'name part must be no more than 63 bytes'
  return QUALIFIED.test(name) ? undefined : QUALIFIED_RULE
}

/** Values of labels. */
export const labelValueRule: NameRule = (value) =>
  value === '' ? undefined : (tooLong(value, 63) ?? (QUALIFIED.test(value) ? undefined : VALUE_RULE))

function tooLong(name: string, limit: number): string | undefined {
  return name.length > limit ? `must be no more than ${limit} bytes` : undefined
}

const RULES: Readonly<Record<string, NameRule>> = {
  '/namespaces': labelRule,
  '/services': label1035Rule,
  'rbac.authorization.k8s.io/roles': pathSegmentRule,
  'rbac.authorization.k8s.io/clusterroles': pathSegmentRule,
  'rbac.authorization.k8s.io/rolebindings': pathSegmentRule,
  'rbac.authorization.k8s.io/clusterrolebindings': pathSegmentRule,
}

/** The rule for names of a resource. */
export function nameRuleOf(storage: string): NameRule {
  return RULES[storage] ?? subdomainRule
}
