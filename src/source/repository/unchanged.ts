import { type BigIntStats, lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { CommitEntry } from '../commit-entries.ts'
import type { FileStat, IndexEntry } from './index-file.ts'
import { mostObjectBytes } from './packs.ts'
import { idOf } from './stored-object.ts'

/** The index of a checkout, and when it was written. */
export interface Index {
  readonly entries: readonly IndexEntry[]
  readonly writtenAt: bigint
}

/**
 * True when the index is what the commit tracks and every tracked file is as it was staged. False says only that git
 * has to look: it knows conversions of line ends, filters, and settings that let it overlook a difference.
 */
export function isUnchanged(root: string, index: Index, commit: readonly CommitEntry[]): boolean {
  const { entries, writtenAt } = index
  return (
    entries.length === commit.length &&
    entries.every((entry, at) => {
      const tracked = commit[at]
      const isSame = entry.path === tracked?.path && entry.id === tracked.id && modeText(entry) === tracked.mode
      return isSame && isAsStaged(join(root, entry.path), entry, writtenAt)
    })
  )
}

function modeText({ mode }: IndexEntry): string {
  return mode.toString(8).padStart(6, '0')
}

function isAsStaged(path: string, entry: IndexEntry, writtenAt: bigint): boolean {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  if (found === undefined || modeOf(found) !== entry.mode || !isSameFile(found, entry.stat)) return false
  // A file of the very moment of the index may have been written after it, with as many bytes.
  if (entry.stat.modifiedAt < writtenAt) return true
  if (found.size > BigInt(mostObjectBytes)) return false
  const content = found.isFile() ? readFileSync(path) : Buffer.from(readlinkSync(path))
  return idOf({ kind: 'blob', content }) === entry.id
}

/** The mode that git would stage; undefined for what it does not track. */
function modeOf(found: BigIntStats): number | undefined {
  if (found.isSymbolicLink()) return 0o120000
  if (!found.isFile()) return undefined
  return (found.mode & 0o100n) === 0n ? 0o100644 : 0o100755
}

function isSameFile(found: BigIntStats, known: FileStat): boolean {
  const short = (value: bigint) => Number(BigInt.asUintN(32, value))
  return (
    found.mtimeNs === known.modifiedAt &&
    found.ctimeNs === known.changedAt &&
    short(found.ino) === known.inode &&
    short(found.uid) === known.user &&
    short(found.gid) === known.group &&
    short(found.size) === known.bytes
  )
}
