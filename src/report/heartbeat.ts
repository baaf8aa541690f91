import type { Emit } from '../run/events.ts'
import type { Clock } from '../run/ports.ts'
import { durationText } from './duration-text.ts'

/** CI systems end jobs that are silent for ten minutes, and people give up sooner. */
const silenceMs = 60_000

/** Watches over the silence of a run. */
export interface Heartbeat {
  readonly emit: Emit
  /** Says what still runs whenever nothing was said for a minute, until aborted. */
  beat(signal: AbortSignal): Promise<void>
}

/** Passes events on, and remembers what runs and when something was told last. */
export function heartbeat(emit: Emit, write: (text: string) => void, clock: Clock): Heartbeat {
  const running = new Map<string, number>()
  const startedAt = clock.now()
  let lastAt = startedAt
  const say = (): void => {
    const now = clock.now()
    lastAt = now
    if (running.size === 0) write(`bodywork | still working after ${durationText(now - startedAt)}\n`)
    for (const [stage, since] of running) write(`${stage} | still running after ${durationText(now - since)}\n`)
  }
  return {
    emit: (event) => {
      lastAt = clock.now()
      if (event.type === 'stage.started' && !running.has(event.stage)) running.set(event.stage, event.at)
      if (event.type === 'stage.finished') running.delete(event.stage)
      emit(event)
    },
    beat: async (signal) => {
      try {
        for (;;) {
          await clock.sleep(Math.max(1, lastAt + silenceMs - clock.now()), signal)
          if (clock.now() - lastAt >= silenceMs) say()
        }
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
  }
}
