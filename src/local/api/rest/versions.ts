import type { KubeObject } from '../../../plan/objects.ts'
import { type Draft, defaultTo, ensure, textAt } from '../json.ts'
import type { Resource } from '../resource.ts'
import { apiVersionOf } from '../resources.ts'

const EVENTS = 'events.k8s.io'

/** A draft as it is stored: objects of one kind are stored in one version. */
export function forStorage(resource: Resource, draft: Draft): Draft {
  if (resource.group === EVENTS) return coreEvent(draft)
  if (resource.custom !== undefined) draft['apiVersion'] = `${resource.group}/${resource.custom.storageVersion}`
  return draft
}

/** A stored object as that version serves it. */
export function fromStorage(resource: Resource, object: KubeObject): KubeObject {
  if (resource.group === EVENTS) return newEvent(object)
  const apiVersion = apiVersionOf(resource)
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion }
}

/** Whether stored objects are served as they are. */
export function isServedAsStored(resource: Resource): boolean {
  if (resource.custom !== undefined) return resource.custom.storageVersion === resource.version
  return resource.group !== EVENTS
}

const RENAMED = [
  ['regarding', 'involvedObject'],
  ['note', 'message'],
  ['reportingController', 'reportingComponent'],
  ['deprecatedSource', 'source'],
  ['deprecatedFirstTimestamp', 'firstTimestamp'],
  ['deprecatedLastTimestamp', 'lastTimestamp'],
  ['deprecatedCount', 'count'],
] as const

function coreEvent(draft: Draft): Draft {
  const event: Draft = { ...draft, apiVersion: 'v1' }
  for (const [outside, inside] of RENAMED) {
    if (event[outside] !== undefined) event[inside] = event[outside]
    delete event[outside]
  }
  const about = ensure(event, 'involvedObject')
  defaultTo(about, 'namespace', textAt(event, 'metadata', 'namespace'))
  return event
}

function newEvent(object: KubeObject): KubeObject {
  const event: Draft = { ...object }
  for (const [outside, inside] of RENAMED) {
    if (event[inside] !== undefined) event[outside] = event[inside]
    delete event[inside]
  }
  return { ...event, apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata: object.metadata }
}
