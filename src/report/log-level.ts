import type { LogLevel } from '../model/pipeline.ts'
import type { Emit, RunEvent } from '../run/events.ts'

const ranks: Readonly<Record<LogLevel, number>> = { DEBUG: 0, INFO: 1, WARNING: 2, ERROR: 3, CRITICAL: 4 }

/** Only what weighs as much as the level; reports and outputs have everything all the same. */
export function atLevel(level: LogLevel, emit: Emit): Emit {
  return (event) => {
    if (ranks[weightOf(event)] >= ranks[level]) emit(event)
  }
}

/** How much an event matters to somebody who wants to hear little: from warnings on neither progress nor logs are told. */
function weightOf(event: RunEvent): LogLevel {
  switch (event.type) {
    case 'notice':
      return ({ debug: 'DEBUG', note: 'INFO', warning: 'WARNING', error: 'ERROR' } as const)[event.level]
    case 'stage.retrying':
      return 'WARNING'
    case 'stage.finished':
      return event.outcome === 'failed' ? 'ERROR' : 'INFO'
    case 'rollback.started':
    case 'rollback.finished':
      return 'ERROR'
    case 'run.started':
    case 'run.finished':
      return 'CRITICAL'
    default:
      return 'INFO'
  }
}
