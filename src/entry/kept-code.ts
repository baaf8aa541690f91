import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'

/** What the engine made of one file of the program: good only for exactly this text. */
export interface KeptCode {
  /** Checksum of the text. */
  readonly of: number
  readonly data: Buffer
}

interface Entry {
  readonly name: string
  readonly of: number
  readonly bytes: number
  readonly sum: number
}

/**
 * Reads what was kept in a file, by the names of the program's files; nothing when there is none, or when it is damaged:
 * the engine itself does not look whether its code is whole.
 */
export function readKeptCode(path: string): ReadonlyMap<string, KeptCode> {
  try {
    const whole = readFileSync(path)
    const end = whole.indexOf(10)
    const entries: readonly Entry[] = JSON.parse(whole.toString('utf8', 0, end))
    let at = end + 1
    const kept = entries.map(({ name, of, bytes, sum }) => {
      const data = whole.subarray(at, at + bytes)
      at += bytes
      if (data.length !== bytes || crc32(data) !== sum) throw new Error('damaged')
      return [name, { of, data }] as const
    })
    return new Map(kept)
  } catch {
    return new Map()
  }
}

/** Keeps code in a file, all at once: whoever reads it meanwhile has the old file or the new one. */
export function writeKeptCode(path: string, kept: ReadonlyMap<string, KeptCode>): void {
  const entries = [...kept].map(([name, { of, data }]): Entry => ({ name, of, bytes: data.length, sum: crc32(data) }))
  const own = `${path}.${process.pid}`
  try {
    const head = Buffer.from(`${JSON.stringify(entries)}\n`)
    writeFileSync(own, Buffer.concat([head, ...[...kept.values()].map(({ data }) => data)]), { mode: 0o600 })
    renameSync(own, path)
  } catch {
    // A full disk, or a folder that went away: the next start compiles again.
    rmSync(own, { force: true })
  }
}
