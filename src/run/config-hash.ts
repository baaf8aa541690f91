import { contentHash } from './record.ts'

/** What tells two configurations apart, wherever their files stand. */
export function configHash({ pipeline }: { readonly pipeline: object }): string {
  return contentHash({ ...pipeline, places: undefined, file: undefined })
}
