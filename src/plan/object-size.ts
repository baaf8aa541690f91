import type { Stage } from '../model/pipeline.ts'
import type { Problem } from '../model/problem.ts'
import { type PlanContext, stageProblem } from './context.ts'
import type { KubeObject } from './objects.ts'

/** What etcd takes in one request, with room for what the API server adds. */
const mostBytes = 1_400_000

/** Objects of a stage that the cluster could not store. */
export function sizeProblems(context: PlanContext, stage: Stage, objects: readonly KubeObject[]): readonly Problem[] {
  return objects.flatMap((object) => {
    const bytes = Buffer.byteLength(JSON.stringify(object))
    if (bytes <= mostBytes) return []
    return [
      stageProblem(context, stage, {
        code: 'plan/object-too-large',
        message: `${object.kind} "${object.metadata.name}" of stage "${stage.name}" has ${bytes} bytes, more than Kubernetes stores (about 1.5 MB)`,
        hint: 'Move long arguments, parameters or variables into a file of the repository.',
        key: 'args',
      }),
    ]
  })
}
