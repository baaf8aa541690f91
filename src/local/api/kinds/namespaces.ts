import { defaultTo, ensure } from '../json.ts'
import type { Behavior } from './behavior.ts'

const NAME_LABEL = 'kubernetes.io/metadata.name'

/** Namespaces: labelled with their name, held until all they hold is gone. */
export const namespaces: Behavior = {
  defaults(draft) {
    const metadata = ensure(draft, 'metadata')
    const name = metadata['name']
    if (typeof name === 'string' && name !== '') ensure(metadata, 'labels')[NAME_LABEL] = name
  },
  onCreate(draft) {
    const spec = ensure(draft, 'spec')
    const given = Array.isArray(spec['finalizers']) ? spec['finalizers'] : []
    spec['finalizers'] = given.includes('kubernetes') ? given : [...given, 'kubernetes']
  },
  onAdmitted: (draft) => defaultTo(draft, 'status', { phase: 'Active' }),
}
