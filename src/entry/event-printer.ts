import { wantsColor } from '../report/color.ts'
import { jsonLines } from '../report/json-lines.ts'
import { plainText } from '../report/plain-text.ts'
import type { Emit } from '../run/events.ts'
import type { CommandInput, Io } from './command.ts'
import { logFiles } from './log-files.ts'

/** Prints events as the command line asks, and writes full logs where it says. */
export interface EventPrinter {
  readonly emit: Emit
  close(): Promise<void>
}

/** The printer of a command. */
export function eventPrinter(input: CommandInput, io: Io): EventPrinter {
  const print =
    input.text('format') === 'json'
      ? jsonLines(io.stdout)
      : plainText(io.stdout, { color: wantsColor(io.env, io.isTerminal) })
  const folder = input.text('log-dir')
  const files = folder === undefined ? undefined : logFiles(folder)
  return {
    emit: (event) => {
      print(event)
      files?.emit(event)
    },
    close: async () => files?.close(),
  }
}
