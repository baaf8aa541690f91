import type { Emit, RunEvent } from '../run/events.ts'
import { safeLine, splitLines } from './safe-line.ts'
import { stagePrefix } from './stage-prefix.ts'
import { failureLines, sentence } from './wording.ts'

/** Events as plain lines: logs and progress prefixed by their stage, everything else behind `bodywork`. */
export function plainText(
  write: (text: string) => void,
  options: { readonly color: boolean; readonly showDebug?: boolean },
): Emit {
  const prefix = stagePrefix(options.color)
  return (event) => {
    for (const line of linesOf(event, options.showDebug === true)) write(`${prefix(stageOf(event))}${line}\n`)
  }
}

/** The stage an event is about, if it is about one. */
export function stageOf(event: RunEvent): string | undefined {
  return 'stage' in event ? event.stage : undefined
}

/** The lines of an event, without a prefix and safe to print. */
export function linesOf(event: RunEvent, showDebug: boolean): readonly string[] {
  if (event.type === 'stage.log') return event.line.includes('\r') ? drawnOver(event.line) : [safeLine(event.line)]
  if (event.type === 'notice' && event.level === 'debug' && !showDebug) return []
  const text = sentence(event)
  if (text === undefined) return []
  const failure = event.type === 'stage.finished' ? event.failure : undefined
  if (failure === undefined) return [safeLine(text)]
  return [text, ...failureLines(failure).slice(1)].map((line) => safeLine(line))
}

/** A progress bar draws over its line with CR; a log has a line for each of its states. */
function drawnOver(text: string): readonly string[] {
  return splitLines(text)
    .filter((line) => line.trim() !== '')
    .map((line) => safeLine(line))
}
