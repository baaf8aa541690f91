import type { Clock } from './ports.ts'
import { isEnd, type StageLimits, type StageState, wakeAt } from './stage-machine.ts'

/** Wakes a stage's machine when one of its limits is due. */
export interface StageClock {
  watch(state: StageState): void
  stop(): void
}

/** One timer for a machine; a new state replaces the old one's. */
export function stageLimitsFact(clock: Clock, limits: StageLimits, wake: () => void): StageClock {
  let timer: AbortController | undefined
  let due: number | undefined
  const stop = (): void => {
    timer?.abort()
    timer = undefined
    due = undefined
  }
  return {
    stop,
    watch: (state) => {
      const at = isEnd(state) ? undefined : wakeAt(state, limits)
      if (at === due) return
      stop()
      if (at === undefined) return
      due = at
      timer = new AbortController()
      clock.sleep(Math.max(at - clock.now(), 1), timer.signal).then(
        () => {
          due = undefined
          wake()
        },
        () => undefined,
      )
    },
  }
}
