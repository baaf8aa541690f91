import { field, type KubeObject } from '../plan/objects.ts'
import type { ApplyOptions, LogRequest, Selection } from '../run/ports.ts'
import type { ContainerNow } from './log-follow.ts'

/** What every request for JSON says. */
export const accept = { accept: 'application/json' }

/** Where an object lives, without its name. */
export function locationOf(object: KubeObject): { apiVersion: string; kind: string; namespace?: string } {
  const { apiVersion, kind, metadata } = object
  return { apiVersion, kind, ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }) }
}

/** The query of a selection. */
export function selectors(selection: Selection): Record<string, string> {
  return { labelSelector: selection.labelSelector ?? '', fieldSelector: selection.fieldSelector ?? '' }
}

/** The query of a server-side apply. */
export function applyQuery(how: ApplyOptions): Record<string, string> {
  return {
    fieldManager: how.fieldManager,
    force: String(how.force),
    dryRun: how.dryRun === true ? 'All' : '',
    fieldValidation: 'Strict',
  }
}

/** The path of a log, with everything the request says. */
export function logPath(request: LogRequest, sinceTime: string | undefined): string {
  const query = queryOf({
    container: request.container,
    timestamps: 'true',
    follow: request.follow ? 'true' : '',
    previous: request.previous === true ? 'true' : '',
    tailLines: request.tailLines === undefined || sinceTime !== undefined ? '' : String(request.tailLines),
    sinceSeconds: request.sinceSeconds === undefined || sinceTime !== undefined ? '' : String(request.sinceSeconds),
    sinceTime: sinceTime ?? '',
  })
  return `/api/v1/namespaces/${request.namespace}/pods/${request.pod}/log${query}`
}

/** A container of a pod, as far as its log is concerned; undefined when the pod is gone. */
export function containerNow(pod: KubeObject | undefined, container: string): ContainerNow | undefined {
  if (pod === undefined) return undefined
  const statuses = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'].flatMap((name) => {
    const found = field(pod, 'status', name)
    return Array.isArray(found) ? found : []
  })
  const status = statuses.find((candidate) => field(candidate, 'name') === container)
  const restarts = field(status, 'restartCount')
  const startedAt =
    field(status, 'state', 'running', 'startedAt') ?? field(status, 'state', 'terminated', 'startedAt') ?? undefined
  return {
    hasEnded:
      field(status, 'state', 'terminated') !== undefined ||
      ['Succeeded', 'Failed'].includes(String(field(pod, 'status', 'phase'))),
    restarts: typeof restarts === 'number' ? restarts : 0,
    ...(typeof startedAt === 'string' ? { startedAt } : {}),
  }
}

/** A query of the parameters that have a value. */
export function queryOf(parameters: Readonly<Record<string, string>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== '')
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}
