import type { Clock } from './ports.ts'

/** Why a run began nothing new any more. */
export type StopReason =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'timeout'; readonly seconds: number }
  | { readonly kind: 'lock-lost'; readonly error: unknown }
  | { readonly kind: 'broken'; readonly error: unknown }

/** Ends a run early, for the first of several reasons. */
export interface Stop {
  readonly signal: AbortSignal
  reason(): StopReason | undefined
  /** Stops when that promise rejects. */
  onBroken(broken: Promise<never>): void
}

/** What may end a run early. */
export interface StopSources {
  readonly clock: Clock
  readonly cancel: AbortSignal
  readonly ignoresCancel: boolean
  readonly lost: AbortSignal
  readonly closing: AbortSignal
  readonly timeoutMs?: number
}

/** One signal for everything that may end a run early. */
export function stopper(sources: StopSources): Stop {
  const controller = new AbortController()
  let first: StopReason | undefined
  const stop = (reason: StopReason): void => {
    if (first !== undefined) return
    first = reason
    controller.abort()
  }
  const on = (signal: AbortSignal, act: () => void): void => {
    if (signal.aborted) act()
    signal.addEventListener('abort', act, { once: true })
    sources.closing.addEventListener('abort', () => signal.removeEventListener('abort', act), { once: true })
  }
  if (!sources.ignoresCancel) on(sources.cancel, () => stop({ kind: 'cancelled' }))
  on(sources.lost, () => stop({ kind: 'lock-lost', error: sources.lost.reason }))
  const { timeoutMs } = sources
  if (timeoutMs !== undefined)
    sources.clock.sleep(timeoutMs, sources.closing).then(
      () => stop({ kind: 'timeout', seconds: Math.round(timeoutMs / 1000) }),
      () => undefined,
    )
  return {
    signal: controller.signal,
    reason: () => first,
    onBroken: (broken) => void broken.catch((error) => stop({ kind: 'broken', error })),
  }
}
