import type { KubeObject } from '../plan/objects.ts'
import { listField } from '../run/world.ts'

/** Which tool made a service: this one, or a release of the tool it takes over from. */
export type MadeBy = 'bodywork-action' | 'bodywork 3.x' | 'bodywork 2.x'

/** Where a deployed service comes from. */
export interface Origin {
  readonly madeBy: MadeBy
  readonly pipeline: string
  readonly stage: string
  readonly commit?: string
  readonly branch?: string
  readonly repository?: string
}

/**
 * Reads an object's origin from its labels and annotations; earlier releases had no annotations, so the URL is in the
 * container's arguments, and 2.x told projects apart by the object's name alone. Undefined for what is not ours.
 */
export function originOf(object: KubeObject): Origin | undefined {
  const { name, labels = {}, annotations = {} } = object.metadata
  if (labels['bodywork.dev/pipeline'] !== undefined && labels['app.kubernetes.io/managed-by'] === 'bodywork')
    return origin({
      madeBy: 'bodywork-action',
      pipeline: annotations['bodywork.dev/pipeline'] ?? labels['bodywork.dev/pipeline'],
      stage: annotations['bodywork.dev/stage'] ?? labels['bodywork.dev/stage'] ?? name,
      commit: annotations['bodywork.dev/commit'] ?? labels['git-commit-hash'],
      branch: annotations['bodywork.dev/branch'] ?? labels['git-branch'],
      repository: annotations['bodywork.dev/repository'],
    })
  if (labels['app'] !== 'bodywork') return undefined
  const args = firstArgs(object)
  if (labels['deployment-name'] !== undefined)
    return origin({
      madeBy: 'bodywork 3.x',
      pipeline: labels['deployment-name'],
      stage: labels['stage'] ?? name,
      commit: labels['git-commit-hash'],
      branch: labels['git-branch'],
      repository: args[0],
    })
  const [project, stage] = name.split('--')
  if (project === undefined || stage === undefined) return undefined
  return origin({
    madeBy: 'bodywork 2.x',
    pipeline: project,
    stage: labels['stage'] ?? stage,
    branch: args[1],
    repository: args[0],
  })
}

function firstArgs(object: KubeObject): readonly string[] {
  const container = listField(object, 'spec', 'template', 'spec', 'containers')[0]
  return listField(container, 'args').filter((word) => typeof word === 'string')
}

/** Facts that are unknown or empty are left out. */
function origin(facts: { readonly [Key in keyof Origin]: Origin[Key] | undefined }): Origin {
  const { madeBy = 'bodywork-action', pipeline = '', stage = '', ...rest } = facts
  const known = Object.entries(rest).filter(([, value]) => value !== undefined && value !== '')
  return { madeBy, pipeline, stage, ...Object.fromEntries(known) }
}
