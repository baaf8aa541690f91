import type { KubeObject } from '../../../plan/objects.ts'
import type { ObjectCall } from '../http/call.ts'
import { columnsOf } from './columns.ts'

/** What a table says beside its rows. */
export interface TableFacts {
  readonly version: string
  readonly hasColumns: boolean
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** Objects as the table that `kubectl get` prints. */
export function tableOf(call: ObjectCall, objects: readonly KubeObject[], facts: TableFacts): unknown {
  const columns = columnsOf(call.resource)
  const now = call.kernel.clock.now()
  const include = call.query.get('includeObject') ?? 'Metadata'
  const rows = objects.map((object) => ({
    cells: columns.map((column) => column.cell(object, now)),
    ...(include === 'None' ? {} : { object: include === 'Object' ? object : partial(object) }),
  }))
  const definitions = columns.map(({ name, type, format, description, priority }) => ({
    name,
    type,
    format,
    description,
    priority,
  }))
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: facts.metadata ?? { resourceVersion: facts.version },
    columnDefinitions: facts.hasColumns ? definitions : null,
    rows,
  }
}

function partial({ metadata }: KubeObject): unknown {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
}
