import type { KubeObject } from '../../../plan/objects.ts'
import { timestamp } from '../../timestamp.ts'
import { ApiFault, badRequest, conflict, invalid, notFound, plainFault } from '../fault.ts'
import type { ObjectCall } from '../http/call.ts'
import { isSet } from '../http/query.ts'
import { bodyText, bodyYaml } from '../http/request-body.ts'
import { asDraft, type Draft, ensure, isMap, isSame, listAt, textAt } from '../json.ts'
import type { Kernel, Target, WriteOptions } from '../kernel.ts'
import { apiVersionOf } from '../resources.ts'
import { objectFromBody } from '../rest/body.ts'
import { createObject } from '../rest/create.ts'
import { updateObject } from '../rest/update.ts'
import { keyOf } from '../store/storage.ts'
import { conflictFault, type FieldConflict } from './conflicts.ts'
import {
  difference,
  emptySet,
  type FieldSet,
  intersection,
  isSameSet,
  membersOf,
  stepInto,
  union,
} from './field-set.ts'
import { isSameManager, type Manager, managersOf, setManagers } from './managers.ts'
import { merged, pruned } from './merge.ts'
import type { Shapes } from './merge-shape.ts'
import { fieldsOf, valueAt } from './object-fields.ts'
import { ownable, shapesOf } from './shapes-of.ts'

/** Server-side apply: what the body names belongs to its manager, what it no longer names goes. */
export async function applyObject(
  call: ObjectCall,
  target: Target,
  options: WriteOptions,
  subresource: string,
): Promise<{ object: KubeObject; isNew: boolean }> {
  const { kernel, resource, query } = call
  const name = query.get('fieldManager') ?? ''
  if (name === '')
    throw invalid({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      { reason: 'FieldValueRequired', message: 'Required value: is required for apply patch', field: 'fieldManager' },
    ])
  const applied = await appliedObject(call, target, options)
  const me = managerFor(kernel, target, { name, subresource, applied })
  const live = kernel.storage.get(resource.storage, keyOf(target.namespace, target.name))
  if (live === undefined) return { object: createApplied(kernel, target, { applied, me, options }), isNew: true }
  const isForced = isSet(query, 'force')
  const next = (old: KubeObject) =>
    nextObject(kernel, target, { applied, me, old: asDraft(old), isForced, subresource })
  return { object: updateObject(kernel, target, { subresource, next, isTracked: true }, options), isNew: false }
}

async function appliedObject(call: ObjectCall, target: Target, options: WriteOptions): Promise<Draft> {
  const body = await bodyYaml(bodyText(call.request))
  if (listAt(body, 'metadata', 'managedFields').length > 0) throw badRequest('metadata.managedFields must be nil')
  if (isMap(body) && textAt(body, 'kind') === '') throw badRequest("Object 'Kind' is missing")
  const applied = readApplied(call, target, body, options)
  const metadata = ensure(applied, 'metadata')
  const given = textAt(metadata, 'name')
  if (given !== '' && given !== target.name)
    throw badRequest(`name in URL does not match name in applied object: ${target.name}, ${given}`)
  metadata['name'] = target.name
  return applied
}

// Without a schema for a field nobody can own it: that is refused however the request wants unknown fields treated.
function readApplied(call: ObjectCall, target: Target, body: unknown, options: WriteOptions): Draft {
  const unknown: string[] = []
  const warn = (message: string) => void unknown.push(message)
  const applied = objectFromBody(call.kernel, target, body, { ...options, validation: 'Warn', warn })
  const [first] = unknown
  if (first === undefined) return applied
  const { resource, namespace, name } = target
  const field = /"(.*)"/.exec(first)?.[1] ?? ''
  const kind = `${namespace === undefined ? '' : `${namespace}/`}${name}; ${resource.group}/${resource.version}, Kind=${resource.kind}`
  throw plainFault(`failed to create typed patch object (${kind}): .${field}: field not declared in schema`)
}

interface Draw {
  readonly name: string
  readonly subresource: string
  readonly applied: Draft
}

function managerFor(kernel: Kernel, { resource }: Target, { name, subresource, applied }: Draw): Manager {
  const hasStatus = resource.subresources.some((below) => below.name === 'status')
  const fields = fieldsOf(shapesOf(kernel, resource), ownable(applied, subresource, hasStatus))
  const metadata = fields.below.get('f:metadata')
  if (metadata?.below.size === 0) fields.below.delete('f:metadata')
  const apiVersion = apiVersionOf(resource)
  return { name, operation: 'Apply', apiVersion, subresource, time: timestamp(kernel.clock.now()), fields }
}

interface Creation {
  readonly applied: Draft
  readonly me: Manager
  readonly options: WriteOptions
}

function createApplied(kernel: Kernel, target: Target, { applied, me, options }: Creation): KubeObject {
  const { resource, name } = target
  if (me.subresource !== '') throw notFound(resource, name)
  if (textAt(applied, 'metadata', 'uid') !== '' || textAt(applied, 'metadata', 'resourceVersion') !== '')
    throw conflict(
      resource,
      name,
      `uid mismatch: the provided object specified uid ${textAt(applied, 'metadata', 'uid')}, and no existing object was found`,
    )
  setManagers(ensure(applied, 'metadata'), [me])
  return createObject(kernel, target, applied, options, true)
}

interface Application {
  readonly applied: Draft
  readonly me: Manager
  readonly old: Draft
  readonly isForced: boolean
  readonly subresource: string
}

function nextObject(kernel: Kernel, target: Target, application: Application): Draft {
  const { applied, me, old } = application
  const shapes = shapesOf(kernel, target.resource)
  const managers = managersOf(old)
  const mine = managers.find((manager) => isSameManager(manager, me))
  const others = managers.filter((manager) => manager !== mine)
  const conflicts = conflictsWith(shapes, application, others)
  if (conflicts.length > 0 && !application.isForced) throw conflictFault(conflicts)
  const rest = others.map((manager) => ({ ...manager, fields: difference(manager.fields, lostBy(manager, conflicts)) }))
  const claimed = rest.reduce((all, manager) => union(all, manager.fields), me.fields)
  const gone = difference(mine?.fields ?? emptySet(), claimed)
  const result = pruned(shapes, merged(shapes, old, applied), gone, claimed)
  if (!isMap(result)) throw new ApiFault(422, 'Invalid', 'nothing is left of the object')
  const draft = { ...result, metadata: { ...asDraft(result['metadata']) } }
  const isAsBefore = mine !== undefined && isSameSet(mine.fields, me.fields)
  const next = isAsBefore ? { ...me, time: mine.time } : me
  setManagers(draft.metadata, mine === undefined ? [...rest, next] : inPlace(managers, mine, next, rest))
  return draft
}

function inPlace(
  managers: readonly Manager[],
  mine: Manager,
  next: Manager,
  rest: readonly Manager[],
): readonly Manager[] {
  return managers.flatMap((manager) =>
    manager === mine ? [next] : (rest.find((other) => isSameManager(other, manager)) ?? []),
  )
}

function conflictsWith(
  shapes: Shapes,
  { applied, me, old }: Application,
  others: readonly Manager[],
): readonly FieldConflict[] {
  return others.flatMap((manager) =>
    membersOf(intersection(manager.fields, me.fields)).flatMap((steps) => {
      const wanted = valueAt(shapes, applied, steps)
      // Items of a list and members of a set are shared by all who name them.
      if (steps.at(-1)?.startsWith('f:') !== true || isSame(wanted, valueAt(shapes, old, steps))) return []
      return [{ manager, steps }]
    }),
  )
}

function lostBy(manager: Manager, conflicts: readonly FieldConflict[]): FieldSet {
  const lost = emptySet()
  for (const conflict of conflicts) {
    if (conflict.manager !== manager) continue
    let here = lost
    for (const step of conflict.steps) here = stepInto(here, step)
    here.isMember = true
  }
  return lost
}
