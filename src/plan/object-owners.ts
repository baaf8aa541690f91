import type { Problem } from '../model/problem.ts'
import type { KubeObject } from './objects.ts'
import type { PlannedStage } from './plan.ts'

/** Objects that two stages apply, or one stage twice: the last to be applied would win, and a rollback lose the other. */
export function ownerProblems(shared: readonly KubeObject[], stages: readonly PlannedStage[]): readonly Problem[] {
  const owners = new Map<string, string>(shared.map((object) => [keyOf(object), '']))
  return stages.flatMap(({ stage, objects }) =>
    objects.flatMap((object): readonly Problem[] => {
      const key = keyOf(object)
      const owner = owners.get(key)
      owners.set(key, stage.name)
      if (owner === undefined) return []
      const what = `${object.kind} "${object.metadata.name}"`
      const who =
        owner === stage.name
          ? `stage "${stage.name}" has ${what} twice`
          : owner === ''
            ? `${what} of stage "${stage.name}" is what the pipeline itself makes`
            : `${what} belongs to stage "${owner}" and to stage "${stage.name}"`
      return [
        {
          severity: 'error',
          code: 'plan/two-owners',
          message: `${who}; an object can have one owner only`,
          hint: 'Rename one of them, or leave it to one stage.',
          place: stage.place,
          path: `stages.${stage.name}`,
        },
      ]
    }),
  )
}

/** A new version of an API is the same object. */
function keyOf({ apiVersion, kind, metadata: { name, namespace } }: KubeObject): string {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
  return JSON.stringify([group, kind, namespace ?? '', name])
}
