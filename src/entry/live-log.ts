import type { LogLevel } from '../model/pipeline.ts'
import { calm } from '../report/calm.ts'
import { githubLog } from '../report/github-log.ts'
import { heartbeat } from '../report/heartbeat.ts'
import { atLevel } from '../report/log-level.ts'
import type { Emit } from '../run/events.ts'
import type { ActionDoor } from './action-door.ts'
import type { ActionInputs } from './action-inputs.ts'

/** The log of a step while it runs. */
export interface LiveLog {
  readonly emit: Emit
  close(): void
}

/** Prefixed lines, calm progress, annotations, and a sign of life when all else is silent. */
export function liveLog(door: ActionDoor, inputs: ActionInputs, configured: LogLevel = 'INFO'): LiveLog {
  const level = door.runner.isDebug() ? 'DEBUG' : levelOf(inputs, configured)
  const print = githubLog(door.write, door.runner, {
    annotations: inputs.flag('annotations'),
    showDebug: level === 'DEBUG',
    color: (door.env['NO_COLOR'] ?? '') === '',
  })
  const alive = heartbeat(calm(print), door.write, door.wiring.clock)
  const closing = new AbortController()
  void alive.beat(closing.signal)
  return { emit: atLevel(level, alive.emit), close: () => closing.abort() }
}

/** The input, and where that is as it always is what the configuration says. */
function levelOf(inputs: ActionInputs, configured: LogLevel): LogLevel {
  const levels: Readonly<Record<string, LogLevel>> = { debug: 'DEBUG', warning: 'WARNING', error: 'ERROR' }
  return levels[inputs.text('log-level') ?? 'info'] ?? configured
}
