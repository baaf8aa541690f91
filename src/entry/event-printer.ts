import type { LogLevel } from '../model/pipeline.ts'
import { calm } from '../report/calm.ts'
import { wantsColor } from '../report/color.ts'
import { heartbeat } from '../report/heartbeat.ts'
import { jsonLines } from '../report/json-lines.ts'
import { atLevel } from '../report/log-level.ts'
import { plainText } from '../report/plain-text.ts'
import { reportKeeper } from '../report/run-report.ts'
import type { Emit } from '../run/events.ts'
import type { Clock } from '../run/ports.ts'
import type { CommandInput, Io } from './command.ts'
import { logFiles } from './log-files.ts'
import { writeReports } from './report-files.ts'
import { realClock } from './wire.ts'

/** Prints events as the command line asks, and writes full logs and reports where it says. */
export interface EventPrinter {
  readonly emit: Emit
  close(): Promise<void>
}

/** The printer of a command. */
export function eventPrinter(
  input: CommandInput,
  io: Io,
  { clock = realClock, level = 'INFO' }: { readonly clock?: Clock; readonly level?: LogLevel } = {},
): EventPrinter {
  const isJson = input.text('format') === 'json'
  const screen = isJson ? { emit: jsonLines(io.stdout), close: () => undefined } : text(io, clock, level)
  const folder = input.text('log-dir')
  const files = folder === undefined ? undefined : logFiles(folder)
  const reports = input.text('report-dir')
  const keeper = reports === undefined ? undefined : reportKeeper()
  return {
    emit: (event) => {
      screen.emit(event)
      files?.emit(event)
      keeper?.emit(event)
    },
    close: async () => {
      screen.close()
      await files?.close()
      if (reports !== undefined && keeper !== undefined) await writeReports(keeper.report(), reports)
    },
  }
}

/** Lines at a calm rate, with a sign of life before a CI system takes silence for a hang. */
function text(io: Io, clock: Clock, level: LogLevel) {
  const print = plainText(io.stdout, { color: wantsColor(io.env, io.isTerminal), showDebug: level === 'DEBUG' })
  const alive = heartbeat(calm(print), io.stdout, clock)
  const closing = new AbortController()
  void alive.beat(closing.signal)
  return { emit: atLevel(level, alive.emit), close: () => closing.abort() }
}
