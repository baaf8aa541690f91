import { ApiFault } from '../fault.ts'

/** How objects are to be shown. */
export type Representation = 'object' | 'table' | 'metadata'

/** Reads `Accept`: the first form that is served wins. */
export function representationOf(accept: string | undefined): Representation {
  if (accept === undefined || accept.trim() === '') return 'object'
  for (const part of accept.split(',')) {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim())
    if (!['application/json', '*/*', 'application/*', 'application/yaml'].includes(type)) continue
    const as = parameters.find((text) => text.startsWith('as='))?.slice(3)
    if (as === undefined) return 'object'
    if (as === 'Table') return 'table'
    if (as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList') return 'metadata'
  }
  throw new ApiFault(406, 'NotAcceptable', 'only the following media types are accepted: application/json')
}
