import { labelValue } from '../model/names.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import type { Cluster } from '../run/ports.ts'
import { pipelineLabel } from '../run/watching.ts'
import { numberField, textField } from '../run/world.ts'

/** Something that happened to an object of a pipeline. */
export interface ShownEvent {
  readonly at: string
  readonly type: string
  readonly reason: string
  readonly object: string
  readonly count: number
  readonly message: string
}

const kinds = [
  ['apps/v1', 'Deployment'],
  ['batch/v1', 'Job'],
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['networking.k8s.io/v1', 'Ingress'],
] as const

/** Events about a pipeline's objects, oldest first; events carry no labels, so names decide. */
export async function pipelineEvents(
  cluster: Cluster,
  at: { readonly namespace: string; readonly pipeline: string },
): Promise<readonly ShownEvent[]> {
  const { namespace } = at
  const lists = await Promise.all([
    cluster.list({ apiVersion: 'v1', kind: 'Event', namespace }),
    ...kinds.map(([apiVersion, kind]) => cluster.list({ apiVersion, kind, namespace, labelSelector: 'app=bodywork' })),
  ])
  const [events = [], ...objects] = lists
  const names = objects
    .flat()
    .filter((object) => isOf(object, at.pipeline))
    .map(({ metadata }) => metadata.name)
  return eventsAbout(events, new Set(names))
}

/** The events about objects of these names, or of what they made: those names begin with theirs. */
export function eventsAbout(events: readonly KubeObject[], names: ReadonlySet<string>): readonly ShownEvent[] {
  const isAbout = (name: string): boolean => {
    if (names.has(name)) return true
    for (let at = name.lastIndexOf('-'); at > 0; at = name.lastIndexOf('-', at - 1))
      if (names.has(name.slice(0, at))) return true
    return false
  }
  return events
    .filter((event) => isAbout(textField(event, 'involvedObject', 'name') ?? ''))
    .map(shown)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

function shown(event: KubeObject): ShownEvent {
  const times = ['lastTimestamp', 'eventTime', 'firstTimestamp'].map((name) => textField(event, name))
  const seriesAt = textField(event, 'series', 'lastObservedTime')
  const involved = field(event, 'involvedObject')
  return {
    at:
      [seriesAt, ...times, textField(event, 'metadata', 'creationTimestamp')].find((time) => time !== undefined) ?? '',
    type: textField(event, 'type') ?? 'Normal',
    reason: textField(event, 'reason') ?? '',
    object: `${(textField(involved, 'kind') ?? '').toLowerCase()}/${textField(involved, 'name') ?? ''}`,
    count: numberField(event, 'count') ?? numberField(event, 'series', 'count') ?? 1,
    message: textField(event, 'message') ?? '',
  }
}

function isOf({ metadata: { labels = {} } }: KubeObject, pipeline: string): boolean {
  return (labels[pipelineLabel] ?? labels['deployment-name']) === labelValue(pipeline)
}
