import type { KubeObject } from '../plan/objects.ts'
import type { PlannedStage } from '../plan/plan.ts'
import { stageLabel } from './tracker.ts'

/** The value of an object's stage label; empty when it has none. */
export function stageLabelOf(object: KubeObject): string {
  return object.metadata.labels?.[stageLabel] ?? ''
}

/** The value of the stage label on a stage's objects. */
export function labelOfStage(planned: PlannedStage): string {
  return planned.objects.map(stageLabelOf).find((label) => label !== '') ?? planned.name
}
