import { isMap, set } from '../json.ts'

/** A JSON merge patch (RFC 7386) of a value that may be changed in place. */
export function applyMergePatch(value: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch
  const result = isMap(value) ? value : {}
  for (const [key, item] of Object.entries(patch)) {
    if (item === null) delete result[key]
    else set(result, key, applyMergePatch(Object.hasOwn(result, key) ? result[key] : undefined, item))
  }
  return result
}
