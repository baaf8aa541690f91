import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { numberAt, textAt } from '../api/json.ts'
import { startOf } from '../node/process/process-table.ts'
import { readJson } from './private-file.ts'

/** The process that holds a lock; pid and start together are unique. */
export interface Holder {
  readonly pid: number
  readonly start: string
}

/** Takes the lock for this process; the result frees it. When a living process has it, that one is the answer. */
export function takeLock(path: string): { readonly release: () => void } | { readonly holder: Holder } {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const own = `${path}.${process.pid}`
  writeFileSync(own, JSON.stringify({ pid: process.pid, start: startOf(process.pid) ?? '' }))
  try {
    for (;;) {
      if (linked(own, path)) return { release: () => rmSync(path, { force: true }) }
      const holder = holderOf(path)
      if (holder !== undefined) return { holder }
      // Its process is dead.
      rmSync(path, { force: true })
    }
  } finally {
    rmSync(own, { force: true })
  }
}

/** Who holds the lock now; undefined when nobody living does. */
export function holderOf(path: string): Holder | undefined {
  const content = readJson(path)
  const pid = numberAt(content, 'pid') ?? 0
  const start = textAt(content, 'start')
  return pid > 0 && startOf(pid) === start ? { pid, start } : undefined
}

// A link is made whole or not at all, with its content; an empty file could be taken for a dead process's.
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch {
    return false
  }
}
