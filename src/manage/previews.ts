import { fieldManager } from '../plan/labels.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { Clock, Cluster } from '../run/ports.ts'
import { recordLabel } from '../run/record.ts'
import { pipelineLabel } from '../run/watching.ts'
import { listServices } from './services.ts'

/** Annotation of a namespace that is to be deleted after that time. */
export const expiryAnnotation = 'bodywork.dev/expires-at'

/** A pipeline in a namespace whose time is over. */
export interface ExpiredPipeline {
  readonly namespace: string
  readonly pipeline: string
  readonly expiredAt: string
}

/** Name of a preview's namespace: that of the pipeline with a suffix, within what Kubernetes allows. */
export function previewNamespace(namespace: string, preview: string): string {
  const suffix = preview
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 30)
    .replace(/-+$/, '')
  return `${namespace.slice(0, 62 - suffix.length).replace(/-+$/, '')}-${suffix}`
}

/** Marks a namespace of ours with the end of its life; false when it is somebody else's, or not there. */
export async function setExpiry(cluster: Cluster, namespace: string, expiresAt: number): Promise<boolean> {
  const ref = { apiVersion: 'v1', kind: 'Namespace', name: namespace }
  const live = await cluster.get(ref)
  if (live === undefined || !isOurs(live)) return false
  await cluster.patch(ref, { metadata: { annotations: { [expiryAnnotation]: new Date(expiresAt).toISOString() } } })
  return true
}

/** Pipelines in namespaces of ours whose time is over. */
export async function expiredPipelines(cluster: Cluster, clock: Clock): Promise<readonly ExpiredPipeline[]> {
  const labelSelector = `app.kubernetes.io/managed-by=${fieldManager}`
  const namespaces = await cluster.list({ apiVersion: 'v1', kind: 'Namespace', labelSelector })
  const found: ExpiredPipeline[] = []
  for (const { metadata } of namespaces) {
    const expiredAt = metadata.annotations?.[expiryAnnotation]
    if (expiredAt === undefined || !(Date.parse(expiredAt) <= clock.now())) continue
    for (const pipeline of await pipelinesIn(cluster, metadata.name))
      found.push({ namespace: metadata.name, pipeline, expiredAt })
  }
  return found
}

async function pipelinesIn(cluster: Cluster, namespace: string): Promise<readonly string[]> {
  const records = await cluster.list({ apiVersion: 'v1', kind: 'Secret', namespace, labelSelector: recordLabel })
  const recorded = records.flatMap(({ metadata }) => metadata.labels?.[pipelineLabel] ?? [])
  const serving = (await listServices(cluster, namespace)).map(({ pipeline }) => pipeline)
  return [...new Set([...recorded, ...serving])].sort()
}

function isOurs({ metadata: { labels } }: KubeObject): boolean {
  return labels?.['app.kubernetes.io/managed-by'] === fieldManager
}
