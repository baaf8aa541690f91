import type { LocalClock } from '../../contract.ts'
import { type ProcessEntry, processTable } from './process-table.ts'

/** Ends containers that take more memory than their limit. */
export interface MemoryGuard {
  /** Watches a process and all below it; the result ends that. */
  watch(pid: number, limitBytes: number, onExceeded: () => void): () => void
}

const EVERY_MS = 250

/**
 * Adds up resident memory four times a second. A limit on address space would be exact, but numerical libraries reserve
 * many times of what they use and would not even start; and a program that meets it fails in its own way, not as
 * OOMKilled. A program that grows very fast is over its limit for up to a quarter of a second.
 */
export function memoryGuard(clock: LocalClock, table: () => readonly ProcessEntry[] = processTable): MemoryGuard {
  const watched = new Map<number, { readonly limitBytes: number; readonly onExceeded: () => void }>()
  let cancel: (() => void) | undefined

  function look(): void {
    cancel = undefined
    const all = table()
    const children = Map.groupBy(all, ({ parent }) => parent)
    const own = new Map(all.map((entry) => [entry.pid, entry.residentBytes]))
    const total = (pid: number): number =>
      (children.get(pid) ?? []).reduce((sum, child) => sum + total(child.pid), own.get(pid) ?? 0)
    for (const [pid, { limitBytes, onExceeded }] of watched) if (total(pid) > limitBytes) onExceeded()
    plan()
  }

  function plan(): void {
    if (watched.size > 0) cancel ??= clock.after(EVERY_MS, look)
  }

  return {
    watch(pid, limitBytes, onExceeded) {
      watched.set(pid, { limitBytes, onExceeded })
      plan()
      return () => {
        watched.delete(pid)
        if (watched.size > 0) return
        cancel?.()
        cancel = undefined
      }
    },
  }
}
