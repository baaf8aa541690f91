import { isScalar, type Pair } from 'yaml'

/** The key of a pair as text; empty where it is none. */
export function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : ''
}
