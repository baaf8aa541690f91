import type { KubeObject } from '../../../plan/objects.ts'
import { timestamp } from '../../timestamp.ts'
import { type Draft, ensure } from '../json.ts'
import type { Kernel, Target, WriteOptions } from '../kernel.ts'
import { apiVersionOf } from '../resources.ts'
import { difference, emptySet, type FieldSet, isEmptySet, isSameSet, union, withoutTrees } from './field-set.ts'
import { isSameManager, type Manager, managersOf, setManagers } from './managers.ts'
import { changesBetween } from './object-fields.ts'
import { ownable, shapesOf } from './shapes-of.ts'

/** A write whose fields get a new owner. */
export interface TrackedWrite {
  readonly draft: Draft
  readonly old: KubeObject | undefined
  readonly options: WriteOptions
  readonly subresource: string
}

const CONTROLLERS = 'kube-controller-manager'

/** Notes in `managedFields` what the writer changed. */
export function trackUpdate(kernel: Kernel, target: Target, { draft, old, options, subresource }: TrackedWrite): void {
  const metadata = ensure(draft, 'metadata')
  const name =
    options.manager ?? (metadata['managedFields'] === undefined || subresource !== '' ? undefined : CONTROLLERS)
  if (name === undefined) return
  const { resource } = target
  const hasStatus = resource.subresources.some((below) => below.name === 'status')
  const before = old === undefined ? {} : ownable({ ...old }, subresource, hasStatus)
  const changes = changesBetween(shapesOf(kernel, resource), before, ownable(draft, subresource, hasStatus))
  const part = subresource === 'status' ? 'status' : ''
  const me: Manager = {
    name,
    operation: 'Update',
    apiVersion: apiVersionOf(resource),
    subresource: part,
    time: timestamp(kernel.clock.now()),
    fields: changes.changed,
  }
  setManagers(metadata, withChanges(managersOf(draft), me, changes.removed))
}

function withChanges(managers: readonly Manager[], me: Manager, removed: FieldSet): readonly Manager[] {
  const mine = managers.find((manager) => isSameManager(manager, me))
  const others = managers
    .filter((manager) => manager !== mine)
    .map((manager) => ({ ...manager, fields: withoutTrees(difference(manager.fields, me.fields), removed) }))
  const fields = union(withoutTrees(mine?.fields ?? emptySet(), removed), me.fields)
  const isAsBefore = mine !== undefined && isSameSet(mine.fields, fields)
  const next = { ...me, fields, time: isAsBefore ? mine.time : me.time }
  const kept = others.filter((manager) => !isEmptySet(manager.fields))
  return mine === undefined
    ? [...kept, next]
    : managers.flatMap((manager) =>
        manager === mine ? [next] : (kept.find((other) => isSameManager(other, manager)) ?? []),
      )
}
