import type { Emit, RunEvent } from '../run/events.ts'
import { paint, type Style } from './color.ts'
import { safeLine } from './safe-line.ts'
import { failureLines, sentence } from './wording.ts'

const stageColors: readonly Style[] = ['cyan', 'magenta', 'blue', 'green', 'yellow']

/** Events as plain lines: logs and progress prefixed by their stage, everything else behind `bodywork`. */
export function plainText(
  write: (text: string) => void,
  options: { readonly color: boolean; readonly showDebug?: boolean },
): Emit {
  const colors = new Map<string, Style>()
  const prefix = (stage: string | undefined): string => {
    const name = stage ?? 'bodywork'
    if (!options.color) return `${name} | `
    if (stage === undefined) return `${paint(name, 'bold')} | `
    const color = colors.get(name) ?? stageColors[colors.size % stageColors.length] ?? 'cyan'
    colors.set(name, color)
    return `${paint(name, color)} | `
  }
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
  if (event.type === 'stage.log') return [safeLine(event.line)]
  if (event.type === 'notice' && event.level === 'debug' && !showDebug) return []
  const text = sentence(event)
  if (text === undefined) return []
  const failure = event.type === 'stage.finished' ? event.failure : undefined
  if (failure === undefined) return [safeLine(text)]
  return [text, ...failureLines(failure).slice(1)].map((line) => safeLine(line))
}
