import type { Resource } from '../resources.ts'
import type { Behavior } from './behavior.ts'

const CUSTOM: Behavior = { hasGeneration: true }
const PLAIN: Behavior = {}

const behaviors: Readonly<Record<string, Behavior>> = {}

/** What is special about a resource. */
export function behaviorOf(resource: Resource): Behavior {
  if (resource.custom !== undefined) return CUSTOM
  return behaviors[resource.storage] ?? PLAIN
}
