/** Makes an object from another one and what git keeps of the difference; throws when they do not fit. */
export function applied(delta: Buffer, base: Buffer): Buffer {
  let at = 0
  const number = (): number => {
    for (let value = 0, shift = 1; ; shift *= 128) {
      const byte = delta.readUInt8(at++)
      value += (byte & 127) * shift
      if (byte < 128) return value
    }
  }
  const part = (flags: number, count: number): number => {
    let value = 0
    for (let index = 0; index < count; index++)
      if ((flags & (1 << index)) !== 0) value += delta.readUInt8(at++) * 256 ** index
    return value
  }
  if (number() !== base.length) throw new Error('a difference to another object')
  const size = number()
  const pieces: Buffer[] = []
  while (at < delta.length) {
    const command = delta.readUInt8(at++)
    if (command >= 128) {
      const from = part(command, 4)
      pieces.push(base.subarray(from, from + (part(command >> 4, 3) || 65_536)))
    } else {
      pieces.push(delta.subarray(at, at + command))
      at += command
    }
  }
  const made = Buffer.concat(pieces)
  if (made.length !== size) throw new Error('a difference that gives another size')
  return made
}
