import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { mostObjectBytes, type Packs, type Stored } from './packs.ts'

/** An object of a plain repository; undefined when it is not there, and when it is not what its id says. */
export function storedObject(store: string, packs: Packs, id: string): Stored | undefined {
  const stored = looseObject(store, id) ?? packs.find(id)
  return stored !== undefined && idOf(stored) === id ? stored : undefined
}

/** The name of an object is a hash of what it is and holds. */
export function idOf({ kind, content }: Stored): string {
  return hash('sha1', Buffer.concat([Buffer.from(`${kind} ${content.length}\0`), content]))
}

function looseObject(store: string, id: string): Stored | undefined {
  const packed = bytesOf(join(store, 'objects', id.slice(0, 2), id.slice(2)))
  if (packed === undefined) return undefined
  const whole = inflateSync(packed, { maxOutputLength: mostObjectBytes + 64 })
  const end = whole.indexOf(0)
  const [kind = ''] = whole.toString('latin1', 0, end).split(' ')
  return { kind, content: whole.subarray(end + 1) }
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
