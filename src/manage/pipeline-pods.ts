import { labelValue } from '../model/names.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { Cluster, Selection } from '../run/ports.ts'
import { missing } from './missing.ts'

/** Which pods are meant. */
export interface PodWish {
  readonly namespace: string
  readonly pipeline: string
  readonly stage?: string
}

/** The pods of a pipeline, or of one stage; those of earlier releases are found by the labels they had. */
export async function pipelinePods(
  cluster: Cluster,
  wish: PodWish,
): Promise<{ readonly pods: readonly KubeObject[]; readonly selection: Selection }> {
  const { namespace, pipeline, stage } = wish
  const labels = [
    `bodywork.dev/pipeline=${labelValue(pipeline)}`,
    `deployment-name=${labelValue(pipeline)}`,
    // Pods of batch stages had no labels but the one of their Job.
    ...(stage === undefined ? [] : [`job-name=${labelValue(stage)}`]),
  ]
  let stages: readonly string[] = []
  for (const labelSelector of labels) {
    const selection = { apiVersion: 'v1', kind: 'Pod', namespace, labelSelector }
    const all = await cluster.list(selection)
    const pods = all.filter((pod) => stage === undefined || isOfStage(pod, stage))
    if (pods.length > 0) return { pods, selection }
    stages = [...stages, ...all.map(stageOf)]
  }
  const unique = [...new Set(stages)]
  if (stage !== undefined && unique.length > 0)
    throw missing(`pod of ${pipeline} for the stage`, stage, unique, `There are pods of ${unique.join(', ')}.`)
  throw missing('pod of the pipeline', pipeline, [], 'Pods of finished stages are gone when their Job is.')
}

/** The stage a pod belongs to. */
export function stageOf(pod: KubeObject): string {
  const { name, labels = {} } = pod.metadata
  return labels['bodywork.dev/stage'] ?? labels['stage'] ?? labels['job-name'] ?? name
}

/** True for a pod of that stage, by whichever name it is called. */
export function isOfStage(pod: KubeObject, stage: string): boolean {
  const { labels = {} } = pod.metadata
  const names = [labels['bodywork.dev/stage'], labels['stage'], labels['job-name'], labels['app.kubernetes.io/name']]
  return names.includes(labelValue(stage))
}
