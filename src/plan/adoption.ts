import { fieldManager } from './labels.ts'
import { field, type KubeObject } from './objects.ts'

/** Manager under which earlier releases wrote: the default name of their client. */
const earlierManager = 'OpenAPI-Generator'

/**
 * A merge patch that hands what an earlier release wrote over to us, or undefined when there is nothing to hand over.
 * Applying alone would leave its arguments, variables and probes in place, since somebody else would still own them;
 * once they are ours, applying removes what the plan does not have. The resource version makes it fail on a race.
 */
export function adoptionPatch(live: KubeObject): object | undefined {
  const entries = field(live, 'metadata', 'managedFields')
  if (live.metadata.labels?.['app'] !== 'bodywork' || !Array.isArray(entries)) return undefined
  if (entries.some((entry) => isApply(entry)) || !entries.some((entry) => isEarlier(entry, live))) return undefined
  const managedFields = entries.map((entry: unknown) =>
    isEarlier(entry, live) ? { ...Object(entry), manager: fieldManager, operation: 'Apply' } : entry,
  )
  return { metadata: { managedFields, resourceVersion: field(live, 'metadata', 'resourceVersion') } }
}

function isApply(entry: unknown): boolean {
  return field(entry, 'manager') === fieldManager && field(entry, 'operation') === 'Apply'
}

/** An entry of another version of the API would not be compared with what we apply. */
function isEarlier(entry: unknown, live: KubeObject): boolean {
  return (
    field(entry, 'manager') === earlierManager &&
    field(entry, 'operation') === 'Update' &&
    field(entry, 'subresource') === undefined &&
    field(entry, 'apiVersion') === live.apiVersion
  )
}
