import type { KubeObject } from '../plan/objects.ts'
import type { PlannedStage } from '../plan/plan.ts'
import type { Engine } from './engine.ts'
import { stageLabel } from './tracker.ts'
import { textField } from './world.ts'

/** Pods of a stage that this run's Jobs made, the newest last. */
export function podsOfRun(engine: Engine, planned: PlannedStage): readonly KubeObject[] {
  const job = planned.objects.find(({ kind }) => kind === 'Job')
  const run = job?.metadata.labels?.['bodywork.dev/run']
  const stage = job?.metadata.labels?.[stageLabel]
  return engine.world
    .of('Pod')
    .filter(
      ({ metadata: { labels } }) =>
        labels?.[stageLabel] === stage && run !== undefined && labels?.['bodywork.dev/run'] === run,
    )
    .sort(byCreation)
}

/** Orders objects by when they were made. */
export function byCreation(a: KubeObject, b: KubeObject): number {
  const at = (object: KubeObject) => textField(object, 'metadata', 'creationTimestamp') ?? ''
  return at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0
}
