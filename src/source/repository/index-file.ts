/** One tracked path as the index knows it: what was staged, and how the file looked at that time. */
export interface IndexEntry {
  readonly path: string
  readonly mode: number
  readonly id: string
  readonly stat: FileStat
}

/** What tells whether a file was written since. */
export interface FileStat {
  readonly changedAt: bigint
  readonly modifiedAt: bigint
  readonly inode: number
  readonly user: number
  readonly group: number
  readonly bytes: number
}

const fixedBytes = 62
const idBytes = 20
/** More files are compared faster by git, which has a process of its own for it. */
const mostEntries = 1500

/** The entries of an index; undefined when it has what only git understands, such as a merge that goes on. */
export function indexEntries(index: Buffer): readonly IndexEntry[] | undefined {
  if (index.toString('latin1', 0, 4) !== 'DIRC' || index.readUInt32BE(4) !== 2) return undefined
  const count = index.readUInt32BE(8)
  if (count > mostEntries) return undefined
  const entries: IndexEntry[] = []
  let at = 12
  for (let number = 0; number < count; number++) {
    const flags = index.readUInt16BE(at + fixedBytes - 2)
    // Anything but the length of the name: believed to be unchanged, extended, or one side of a merge.
    if ((flags & 0xf000) !== 0) return undefined
    const end = index.indexOf(0, at + fixedBytes)
    entries.push({
      path: index.toString('utf8', at + fixedBytes, end),
      mode: index.readUInt32BE(at + 24),
      id: index.toString('hex', at + 40, at + 40 + idBytes),
      stat: {
        changedAt: timeAt(index, at),
        modifiedAt: timeAt(index, at + 8),
        inode: index.readUInt32BE(at + 20),
        user: index.readUInt32BE(at + 28),
        group: index.readUInt32BE(at + 32),
        bytes: index.readUInt32BE(at + 36),
      },
    })
    at += (fixedBytes + (end - at - fixedBytes) + 8) & ~7
  }
  return hasOnlyHints(index, at) ? entries : undefined
}

function timeAt(index: Buffer, at: number): bigint {
  return BigInt(index.readUInt32BE(at)) * 1_000_000_000n + BigInt(index.readUInt32BE(at + 4))
}

/** What follows may be left unread when its name begins with a capital letter. */
function hasOnlyHints(index: Buffer, from: number): boolean {
  let at = from
  while (at + 8 <= index.length - idBytes) {
    if (!/^[A-Z]/.test(index.toString('latin1', at, at + 1))) return false
    at += 8 + index.readUInt32BE(at + 4)
  }
  return at === index.length - idBytes
}
