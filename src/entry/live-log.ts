import { calm } from '../report/calm.ts'
import { githubLog } from '../report/github-log.ts'
import { heartbeat } from '../report/heartbeat.ts'
import type { Emit } from '../run/events.ts'
import type { ActionDoor } from './action.ts'
import type { ActionInputs } from './action-inputs.ts'

/** The log of a step while it runs. */
export interface LiveLog {
  readonly emit: Emit
  close(): void
}

/** Prefixed lines, calm progress, annotations, and a sign of life when all else is silent. */
export function liveLog(door: ActionDoor, inputs: ActionInputs): LiveLog {
  const print = githubLog(door.write, door.runner, {
    annotations: inputs.flag('annotations'),
    showDebug: inputs.text('log-level') === 'debug' || door.runner.isDebug(),
    color: (door.env['NO_COLOR'] ?? '') === '',
  })
  const alive = heartbeat(calm(print), door.write, door.wiring.clock)
  const closing = new AbortController()
  void alive.beat(closing.signal)
  return { emit: alive.emit, close: () => closing.abort() }
}
