import { builtInKind } from '../cluster/kinds.ts'

/** One thing an identity must be allowed to do. */
export interface Need {
  readonly verb: string
  readonly apiVersion: string
  readonly kind: string
  readonly subresource?: string
  /** Undefined means the whole cluster. */
  readonly namespace?: string
  /** Only this object. */
  readonly name?: string
  /** What it is for, to be read after "to". */
  readonly why: string
  /** Without it something is told less well, but a run succeeds. */
  readonly isOptional: boolean
}

/** Several verbs on one kind, for one purpose. */
export interface NeedGroup extends Omit<Need, 'verb' | 'isOptional'> {
  readonly verbs: readonly string[]
  readonly isOptional?: boolean
}

/** Groups taken apart; what is needed for two purposes is listed once, with the first. */
export function needsFrom(groups: readonly NeedGroup[]): readonly Need[] {
  const needs = new Map<string, Need>()
  for (const { verbs, isOptional = false, ...rest } of groups)
    for (const verb of verbs) {
      const need = { ...rest, verb, isOptional }
      const known = needs.get(needKey(need))
      if (known === undefined || (known.isOptional && !isOptional)) needs.set(needKey(need), need)
    }
  return [...needs.values()]
}

/** What tells two needs apart. */
export function needKey({ verb, apiVersion, kind, subresource = '', namespace = '', name = '' }: Need): string {
  return [groupOf(apiVersion), resourceOf(apiVersion, kind), subresource, namespace, name, verb].join('|')
}

/** The API group of a version: empty for the core. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
}

/** The resource of a kind; of one that is not built in, the plural that Kubernetes itself guesses. */
export function resourceOf(apiVersion: string, kind: string): string {
  const known = builtInKind(apiVersion, kind)
  if (known !== undefined) return known.resource
  const word = kind.toLowerCase()
  if (/s$/.test(word)) return `${word}es`
  return /y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`
}

/** A need in words: `create deployments.apps in ml`. */
export function needText({ verb, apiVersion, kind, subresource, namespace, name }: Need): string {
  const group = groupOf(apiVersion)
  const resource = `${resourceOf(apiVersion, kind)}${subresource === undefined ? '' : `/${subresource}`}`
  const what = `${verb} ${resource}${group === '' ? '' : `.${group}`}${name === undefined ? '' : ` "${name}"`}`
  return namespace === undefined ? `${what} in the whole cluster` : `${what} in ${namespace}`
}
