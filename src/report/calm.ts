import type { Emit, RunEvent } from '../run/events.ts'

type Waiting = RunEvent & { readonly type: 'stage.waiting' }

/** Between two lines that differ only in their count. */
const calmMs = 5000

/** Progress at a rate that people can read: a new state at once, a new count of the same state every few seconds. */
export function calm(emit: Emit): Emit {
  const shown = new Map<string, Waiting>()
  return (event) => {
    if (event.type === 'stage.waiting') {
      const before = shown.get(event.stage)
      const isSame = before?.reason === event.reason && before.message === event.message
      if (isSame && event.at - before.at < calmMs) return
      shown.set(event.stage, event)
    } else if (event.type === 'stage.started' || event.type === 'stage.finished') shown.delete(event.stage)
    emit(event)
  }
}
