import type { KubeObject } from '../plan/objects.ts'
import { listField, numberField, textField } from '../run/world.ts'

/** How a service is, in one word. */
export type Health = 'healthy' | 'updating' | 'degraded' | 'failing' | 'down' | 'stopped'

/** Replicas of a service and how it is. */
export interface ServiceState {
  readonly wanted: number
  readonly ready: number
  readonly health: Health
  /** What the cluster says about it, when it is not healthy. */
  readonly reason?: string
}

/** Judges a Deployment by its status alone; a status of an older generation says nothing about the new one. */
export function serviceState(deployment: KubeObject): ServiceState {
  const wanted = numberField(deployment, 'spec', 'replicas') ?? 1
  const ready = numberField(deployment, 'status', 'availableReplicas') ?? 0
  if (wanted === 0) return { wanted, ready, health: 'stopped' }
  const trouble = troubleOf(deployment)
  if (trouble !== undefined) return { wanted, ready, health: ready === 0 ? 'down' : 'failing', reason: trouble }
  const generation = numberField(deployment, 'metadata', 'generation') ?? 0
  const seen = numberField(deployment, 'status', 'observedGeneration') ?? 0
  const updated = numberField(deployment, 'status', 'updatedReplicas') ?? 0
  const replicas = numberField(deployment, 'status', 'replicas') ?? 0
  if (ready === 0) return { wanted, ready, health: 'down' }
  if (seen < generation || updated < wanted || replicas > updated) return { wanted, ready, health: 'updating' }
  return { wanted, ready, health: ready >= wanted ? 'healthy' : 'degraded' }
}

function troubleOf(deployment: KubeObject): string | undefined {
  const bad = listField(deployment, 'status', 'conditions').find(
    (condition) =>
      (textField(condition, 'type') === 'Progressing' && textField(condition, 'status') === 'False') ||
      (textField(condition, 'type') === 'ReplicaFailure' && textField(condition, 'status') === 'True'),
  )
  return bad === undefined ? undefined : (textField(bad, 'message') ?? textField(bad, 'reason') ?? 'not progressing')
}
