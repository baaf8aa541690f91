import { badRequest } from '../fault.ts'

/** One field of a binary message. */
export interface WireField {
  readonly number: number
  /** The bytes of a field that has a length. */
  readonly bytes: Uint8Array
  /** The value of one that has none. */
  readonly value: bigint
  readonly hasLength: boolean
}

const SHORT = 7n
const LONGEST_VARINT = 10

/** Reads the fields of a message, in order. */
export function* wireFields(bytes: Uint8Array): Generator<WireField> {
  let at = 0
  const none = new Uint8Array()

  function varint(): bigint {
    let result = 0n
    for (let index = 0; index < LONGEST_VARINT; index++) {
      const byte = bytes[at++]
      if (byte === undefined) throw cut()
      result |= BigInt(byte & 127) << (BigInt(index) * SHORT)
      if (byte < 128) return result
    }
    throw cut()
  }

  function take(length: number): Uint8Array {
    if (at + length > bytes.length) throw cut()
    at += length
    return bytes.subarray(at - length, at)
  }

  while (at < bytes.length) {
    const tag = Number(varint())
    const number = Math.floor(tag / 8)
    const kind = tag % 8
    if (kind === 0) yield { number, bytes: none, value: varint(), hasLength: false }
    else if (kind === 2) yield { number, bytes: take(Number(varint())), value: 0n, hasLength: true }
    else if (kind === 1) yield { number, bytes: take(8), value: 0n, hasLength: false }
    else if (kind === 5) yield { number, bytes: take(4), value: 0n, hasLength: false }
    else throw cut()
  }
}

/** The bytes of one field; empty when it is not there. */
export function wireField(bytes: Uint8Array, number: number): Uint8Array {
  for (const field of wireFields(bytes)) if (field.number === number) return field.bytes
  return new Uint8Array()
}

/** The value of one field that has no length; undefined when it is not there. */
export function wireNumber(bytes: Uint8Array, number: number): number | undefined {
  for (const field of wireFields(bytes)) if (field.number === number) return signed(field.value)
  return undefined
}

/** A whole number as it was written: negative ones are in two's complement. */
export function signed(value: bigint): number {
  return Number(BigInt.asIntN(64, value))
}

/** Bytes as text. */
export function wireText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function cut(): Error {
  return badRequest('unexpected EOF')
}
