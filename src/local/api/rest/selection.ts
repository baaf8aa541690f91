import type { KubeObject } from '../../../plan/objects.ts'
import { textsAt } from '../json.ts'
import type { Resource } from '../resource.ts'
import { matchesFields, matchesLabels, parseFieldSelector, parseLabelSelector } from '../selectors.ts'

/** Which objects of a resource a list, watch or collection delete is about. */
export interface Selection {
  readonly prefix: string
  readonly isEverything: boolean
  matches(object: KubeObject): boolean
}

/** What path and query select. */
export function selectionOf(
  resource: Resource,
  namespace: string | undefined,
  name: string,
  query: URLSearchParams,
): Selection {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '')
  const named = name === '' ? '' : `metadata.name=${name}`
  const selector = [query.get('fieldSelector') ?? '', named].filter((part) => part !== '').join(',')
  const fields = parseFieldSelector(selector, resource.storage, resource.isNamespaced)
  return {
    prefix: namespace === undefined || !resource.isNamespaced ? '' : `${namespace}/`,
    isEverything: labels.length === 0 && fields.length === 0,
    matches: (object) =>
      (labels.length === 0 || matchesLabels(labels, textsAt(object, 'metadata', 'labels'))) &&
      matchesFields(fields, object),
  }
}
