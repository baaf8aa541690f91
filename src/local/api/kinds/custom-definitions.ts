import { timestamp } from '../../timestamp.ts'
import { at, type Draft, defaultTo, draftsAt, ensure, textAt } from '../json.ts'
import type { Kernel } from '../kernel.ts'
import type { Causes } from '../validation/causes.ts'
import { checkImmutable } from '../validation/fields.ts'
import type { Behavior } from './behavior.ts'

/** Definitions of custom resources; they are served from the moment they are stored. */
export const definitions: Behavior = {
  hasGeneration: true,
  defaults(draft) {
    const spec = ensure(draft, 'spec')
    const names = ensure(spec, 'names')
    const kind = textAt(names, 'kind')
    defaultTo(names, 'singular', kind.toLowerCase())
    defaultTo(names, 'listKind', `${kind}List`)
    defaultTo(spec, 'conversion', { strategy: 'None' })
  },
  onAdmitted(draft, kernel) {
    draft['status'] = {
      conditions: [
        condition(kernel, 'NamesAccepted', 'NoConflicts', 'no conflicts found'),
        condition(kernel, 'Established', 'InitialNamesAccepted', 'the initial names have been accepted'),
      ],
      acceptedNames: at(draft, 'spec', 'names'),
      storedVersions: storedIn(draft).map((version) => textAt(version, 'name')),
    }
  },
  validate: checkDefinition,
  validateUpdate(draft, old, causes) {
    for (const field of ['group', 'scope']) checkImmutable(draft, old, ['spec', field], causes)
    checkImmutable(draft, old, ['spec', 'names', 'plural'], causes)
    checkImmutable(draft, old, ['spec', 'names', 'kind'], causes)
  },
}

function condition(kernel: Kernel, type: string, reason: string, message: string): Draft {
  return { type, status: 'True', lastTransitionTime: timestamp(kernel.clock.now()), reason, message }
}

function storedIn(draft: Draft): readonly Draft[] {
  return draftsAt(draft, 'spec', 'versions').filter((version) => version['storage'] === true)
}

function checkDefinition(draft: Draft, causes: Causes): void {
  const name = textAt(draft, 'metadata', 'name')
  const plural = textAt(draft, 'spec', 'names', 'plural')
  if (name !== `${plural}.${textAt(draft, 'spec', 'group')}`)
    causes.invalid('metadata.name', name, 'must be spec.names.plural+"."+spec.group')
  if (plural !== plural.toLowerCase()) causes.invalid('spec.names.plural', plural, 'must be in lower case')
  if (textAt(draft, 'spec', 'group') !== '' && !textAt(draft, 'spec', 'group').includes('.'))
    causes.invalid('spec.group', textAt(draft, 'spec', 'group'), 'should be a domain with at least one dot')
  const versions = draftsAt(draft, 'spec', 'versions')
  if (versions.length > 0 && storedIn(draft).length !== 1)
    causes.invalid(
      'spec.versions',
      versions.map((version) => textAt(version, 'name')),
      'must have exactly one version marked as storage version',
    )
  for (const [index, version] of versions.entries())
    if (at(version, 'schema', 'openAPIV3Schema') === undefined)
      causes.required(`spec.versions[${index}].schema.openAPIV3Schema`, 'schemas are required')
}
