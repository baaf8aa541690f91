import { isPodStage, type Stage } from '../model/pipeline.ts'
import type { PlannedStage } from '../plan/plan.ts'
import { pullJobFor } from '../plan/pull-job.ts'
import { type Engine, tell } from './engine.ts'
import type { ObjectRef } from './events.ts'
import { refOf } from './world.ts'

/** Has images of the stages that come next pulled, as soon as one before them starts, each once. */
export function pullingAhead(engine: Engine): (started: PlannedStage) => void {
  const { pipeline, facts, stages } = engine.plan
  const known = new Set<string>()
  const jobs = new Map<string, ObjectRef>()
  return ({ stage: started }) => {
    // Now its own pod pulls; two of them would count twice where pods are counted.
    const job = jobs.get(started.name)
    if (job !== undefined) engine.cluster.delete(job, { propagation: 'Background' }).catch(() => undefined)
    if (isPodStage(started)) known.add(placeOf(started))
    if (pipeline.pullsAhead === false || engine.options.pullsAhead === false) return
    for (const { stage, needs } of stages) {
      if (!needs.includes(started.name) || !isPodStage(stage) || known.has(placeOf(stage))) continue
      known.add(placeOf(stage))
      const job = pullJobFor({ pipeline, facts }, stage)
      jobs.set(stage.name, refOf(job))
      engine.cluster.create(job).then(
        ({ existed }) =>
          tell(engine, { type: 'object.applied', object: refOf(job), change: existed ? 'unchanged' : 'created' }),
        // The stage's own pod pulls it then, and says what is wrong.
        () => undefined,
      )
    }
  }
}

/** The same image on other nodes is another matter. */
function placeOf(stage: Extract<Stage, { kind: 'batch' | 'service' }>): string {
  return JSON.stringify([stage.image, stage.nodeSelector, stage.affinity])
}
