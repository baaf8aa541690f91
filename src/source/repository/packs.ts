import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import type { GitObject } from '../object-stream.ts'
import { applied } from './delta.ts'

/** An object before its id is known to be right. */
export type Stored = Omit<GitObject, 'id'>

/** Larger objects are left to git, which hands them on in pieces. */
export const mostObjectBytes = 4 * 1024 * 1024

const kinds: Readonly<Record<number, string>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' }
/** Git makes chains of 50, or 250 when it takes its time. */
const longestChain = 300

/** The packs of a repository, opened when they are first asked for. */
export class Packs {
  readonly #folder: string
  #packs: readonly Pack[] | undefined

  constructor(store: string) {
    this.#folder = join(store, 'objects/pack')
  }

  /** An object of that id; undefined when no pack has it. Throws for what is damaged, or too large. */
  find(id: string): Stored | undefined {
    this.#packs ??= readdirSync(this.#folder)
      .filter((name) => name.endsWith('.idx'))
      .map((name) => new Pack(join(this.#folder, name)))
    for (const pack of this.#packs) {
      const offset = pack.offsetOf(id)
      if (offset !== undefined) return pack.read(offset, (base) => this.find(base))
    }
    return undefined
  }

  close(): void {
    for (const pack of this.#packs ?? []) pack.close()
    this.#packs = []
  }
}

const headBytes = 8
const fanBytes = 4 * 256
const idBytes = 20

class Pack {
  readonly #index: number
  readonly #pack: number
  readonly #end: number
  readonly #fan: Buffer

  constructor(indexPath: string) {
    this.#index = openSync(indexPath, 'r')
    this.#pack = openSync(indexPath.replace(/idx$/, 'pack'), 'r')
    this.#end = fstatSync(this.#pack).size - idBytes
    const head = piece(this.#index, 0, headBytes + fanBytes)
    if (head.readUInt32BE(0) !== 0xff744f63 || head.readUInt32BE(4) !== 2) throw new Error('another kind of index')
    this.#fan = head.subarray(headBytes)
  }

  close(): void {
    closeSync(this.#index)
    closeSync(this.#pack)
  }

  /** Where an object begins. Ids are sorted, and the first table says where those of a first byte end. */
  offsetOf(id: string): number | undefined {
    const first = Number.parseInt(id.slice(0, 2), 16)
    const from = first === 0 ? 0 : this.#fan.readUInt32BE(4 * (first - 1))
    const to = this.#fan.readUInt32BE(4 * first)
    const ids = piece(this.#index, headBytes + fanBytes + from * idBytes, (to - from) * idBytes)
    const wanted = Buffer.from(id, 'hex')
    for (let low = 0, high = to - from; low < high; ) {
      const middle = (low + high) >> 1
      const order = ids.compare(wanted, 0, idBytes, middle * idBytes, (middle + 1) * idBytes)
      if (order === 0) return this.#offsetAt(from + middle)
      if (order < 0) low = middle + 1
      else high = middle
    }
    return undefined
  }

  #offsetAt(position: number): number {
    const count = this.#fan.readUInt32BE(fanBytes - 4)
    const offsets = headBytes + fanBytes + count * (idBytes + 4)
    const short = piece(this.#index, offsets + 4 * position, 4).readUInt32BE(0)
    if (short < 0x8000_0000) return short
    const long = piece(this.#index, offsets + 4 * count + 8 * (short - 0x8000_0000), 8)
    return Number(long.readBigUInt64BE(0))
  }

  read(offset: number, find: (id: string) => Stored | undefined, chain = 0): Stored {
    if (chain > longestChain) throw new Error('a chain of differences without an end')
    const head = piece(this.#pack, offset, Math.min(64, this.#end - offset))
    let at = 0
    let byte = head.readUInt8(at++)
    const type = (byte >> 4) & 7
    let size = byte & 15
    for (let factor = 16; byte >= 128; factor *= 128) {
      byte = head.readUInt8(at++)
      size += (byte & 127) * factor
    }
    if (size > mostObjectBytes) throw new Error('too large')
    const kind = kinds[type]
    if (kind !== undefined) return { kind, content: this.#inflated(offset + at, size) }
    const base = this.#baseOf(type, head.subarray(at), offset)
    const start = offset + at + base.bytes
    const origin = typeof base.at === 'string' ? find(base.at) : this.read(base.at, find, chain + 1)
    if (origin === undefined) throw new Error('a difference to an object that is not there')
    return { kind: origin.kind, content: applied(this.#inflated(start, size), origin.content) }
  }

  /** What an object differs from: an id, or a place before it. */
  #baseOf(type: number, head: Buffer, offset: number): { readonly at: string | number; readonly bytes: number } {
    if (type === 7) return { at: head.toString('hex', 0, idBytes), bytes: idBytes }
    if (type !== 6) throw new Error('another kind of object')
    let bytes = 0
    let byte = head.readUInt8(bytes++)
    let back = byte & 127
    while (byte >= 128) {
      byte = head.readUInt8(bytes++)
      back = (back + 1) * 128 + (byte & 127)
    }
    return { at: offset - back, bytes }
  }

  /** What is packed there; how long it is packed is written nowhere, but it is hardly longer than unpacked. */
  #inflated(offset: number, size: number): Buffer {
    const most = size + Math.ceil(size / 1000) + 128
    const packed = piece(this.#pack, offset, Math.min(most, this.#end - offset))
    const content = inflateSync(packed, { maxOutputLength: Math.max(size, 1) })
    if (content.length !== size) throw new Error('an object of another size')
    return content
  }
}

function piece(file: number, at: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes)
  if (bytes > 0 && readSync(file, buffer, 0, bytes, at) !== bytes) throw new Error('a file that ends early')
  return buffer
}
