import { isDeepStrictEqual } from 'node:util'
import { mapAt, textsAt } from '../fields.ts'

/** The label by which a ReplicaSet knows its pods. */
export const TEMPLATE_HASH = 'pod-template-hash'

// Letters that cannot form words, as in the names Kubernetes makes.
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789'

/** A short name for a pod template; the count sets apart templates that collide. */
export function templateHash(template: unknown, collisionCount = 0): string {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(`${JSON.stringify(sortedKeys(template))}${collisionCount || ''}`)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  }
  return [...`${hash}`].map((digit) => ALPHABET[digit.charCodeAt(0) % ALPHABET.length]).join('')
}

/** True when two pod templates differ in nothing but the hash label. */
export function isSameTemplate(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(bareTemplate(a), bareTemplate(b))
}

function bareTemplate(template: unknown): unknown {
  const { [TEMPLATE_HASH]: _hash, ...labels } = textsAt(template, 'metadata', 'labels')
  const { creationTimestamp: _time, ...metadata } = mapAt(template, 'metadata')
  const bare = { ...mapAt(template), metadata: { ...metadata, labels } }
  return JSON.parse(JSON.stringify(bare))
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sortedKeys(item)]),
  )
}
