import type { KubeObject } from '../../../plan/objects.ts'
import { apiVersionOf } from '../resources.ts'
import type { Page } from '../rest/list.ts'
import { tableOf } from '../tables/table.ts'
import type { Representation } from './accept.ts'
import type { ObjectCall } from './call.ts'

/** One object as JSON, in the form the client asked for. */
export function shownObject(call: ObjectCall, object: KubeObject, as: Representation): string {
  switch (as) {
    case 'object':
      return call.encoder.whole(call.resource, object)
    case 'metadata':
      return JSON.stringify(metadataOf(object))
    case 'table':
      return JSON.stringify(
        tableOf(call, [object], { version: String(object.metadata['resourceVersion'] ?? ''), hasColumns: true }),
      )
  }
}

/** A page of a list as JSON. */
export function shownList(call: ObjectCall, page: Page, as: Representation): string {
  const { resource, encoder } = call
  const rest = page.continueToken === '' ? {} : { continue: page.continueToken }
  const count = page.remaining === undefined ? {} : { remainingItemCount: page.remaining }
  const metadata = { resourceVersion: String(page.version), ...rest, ...count }
  if (as === 'table')
    return JSON.stringify(tableOf(call, page.objects, { version: String(page.version), hasColumns: true, metadata }))
  const isMetadata = as === 'metadata'
  const head = isMetadata
    ? { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata }
    : { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata }
  const items = page.objects.map((object) =>
    isMetadata ? JSON.stringify(metadataOf(object)) : encoder.item(resource, object),
  )
  return `${JSON.stringify(head).slice(0, -1)},"items":[${items.join(',')}]}`
}

/** How a watch shows objects; a table names its columns once. */
export function showWatched(call: ObjectCall, as: Representation): (object: KubeObject, isFirst: boolean) => string {
  if (as !== 'table') return (object) => shownObject(call, object, as)
  return (object, isFirst) =>
    JSON.stringify(
      tableOf(call, [object], { version: String(object.metadata['resourceVersion'] ?? ''), hasColumns: isFirst }),
    )
}

function metadataOf(object: KubeObject): unknown {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata }
}
