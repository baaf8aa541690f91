import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import type { Plan } from '../plan/plan.ts'
import type { SeenObject } from '../plan/plan-file.ts'
import type { Cluster } from './ports.ts'
import { contentHash, restorable } from './record.ts'
import { isUserJob } from './snapshot.ts'
import { refKey, refOf } from './world.ts'

/** How everything that a plan would change is in the cluster now. */
export async function seenObjects(plan: Plan, cluster: Cluster): Promise<readonly SeenObject[]> {
  return Promise.all(
    changeable(plan).map(async (object): Promise<SeenObject> => {
      const ref = refOf(object)
      const live = await cluster.get(ref)
      return live === undefined ? ref : { ...ref, hash: contentHash(settled({ ...live, ...typeOf(object) }, object)) }
    }),
  )
}

/** Ok when everything is as it was when the plan was made; else what is not. */
export async function unmoved(
  plan: Plan,
  seen: readonly SeenObject[],
  cluster: Cluster,
  file: string,
): Promise<Result<undefined>> {
  const before = new Map(seen.map((object) => [refKey(object), object.hash]))
  const now = await seenObjects(plan, cluster)
  const problems = now.flatMap((object): readonly Problem[] => {
    const was = before.get(refKey(object))
    if (was === object.hash) return []
    const what = was === undefined ? 'was made' : object.hash === undefined ? 'was deleted' : 'was changed'
    return [
      {
        severity: 'error',
        code: 'run/plan-moved',
        message: `the ${object.kind} "${object.name}" ${what} after ${file} was saved`,
        hint: 'Look at what changed, and save the plan again: bodywork plan --save FILE',
      },
    ]
  })
  return problems.length === 0 ? ok(undefined) : failed(...problems)
}

/** What others may change: our own ConfigMaps are named by what they hold, and Jobs belong to one run. */
function changeable(plan: Plan): readonly KubeObject[] {
  const shared = plan.shared.filter(({ kind }) => kind !== 'Namespace' && kind !== 'ConfigMap')
  const staged = plan.stages.flatMap(({ objects }) => objects)
  return [...shared, ...staged.filter((object) => object.kind !== 'Job' || isUserJob(object))]
}

function typeOf({ apiVersion, kind }: KubeObject) {
  return { apiVersion, kind }
}

/** Without what others are to change: the number of replicas that an autoscaler decides. */
function settled(live: KubeObject, planned: KubeObject): KubeObject {
  const { spec, ...rest } = restorable(live)
  if (typeof spec !== 'object' || spec === null) return { ...rest, spec }
  if (field(planned, 'spec', 'replicas') !== undefined || !('replicas' in spec)) return { ...rest, spec }
  const { replicas: _replicas, ...kept } = spec
  return { ...rest, spec: kept }
}
