import type { Emit, RunEvent } from './events.ts'

/** Events that keep their times but are told only when they may be. */
export interface HeldEvents {
  readonly emit: Emit
  /** Resolves when everything held back has been told. */
  done(): Promise<void>
}

/** Holds events back until that promise has settled. */
export function heldEvents(emit: Emit, mayTell: Promise<unknown>): HeldEvents {
  const waiting: RunEvent[] = []
  let isOpen = false
  const settled = mayTell.then(
    () => undefined,
    () => undefined,
  )
  const open = settled.then(() => {
    isOpen = true
    for (const event of waiting.splice(0)) emit(event)
  })
  return {
    emit: (event) => {
      if (isOpen) emit(event)
      else waiting.push(event)
    },
    done: () => open,
  }
}
