import type { Place } from '../model/problem.ts'
import type { Emit, Failure, RunEvent } from '../run/events.ts'
import { foldRepeats } from './fold-repeats.ts'
import { linesOf, stageOf } from './plain-text.ts'
import { stagePrefix } from './stage-prefix.ts'
import { failureLines, sentence } from './wording.ts'

/** What the log needs of the runner; the entry gives @actions/core. */
export interface RunnerCommands {
  startGroup(name: string): void
  endGroup(): void
  annotate(level: 'error' | 'warning' | 'notice', message: string, place?: Place, title?: string): void
  debug(message: string): void
}

/** How many annotations of a level the runner keeps for a step. */
const annotationLimit = 10
const longestAnnotation = 4000
const loggedTail = 12

/** The live log of a GitHub job: one group per wave, prefixed lines, annotations once the group has closed. */
export function githubLog(
  write: (text: string) => void,
  runner: RunnerCommands,
  options: { readonly annotations: boolean; readonly showDebug: boolean; readonly color?: boolean },
): Emit {
  const prefix = stagePrefix(options.color === true)
  let isOpen = false
  let wave = 0
  const waiting: (() => void)[] = []
  const used = { error: 0, warning: 0, notice: 0 }
  const close = (): void => {
    if (isOpen) runner.endGroup()
    isOpen = false
    for (const annotate of waiting.splice(0)) annotate()
  }
  const annotate = (level: 'error' | 'warning' | 'notice', message: string, place?: Place, title?: string): void => {
    if (!options.annotations || used[level] >= annotationLimit) return
    used[level]++
    const text = message.slice(0, longestAnnotation)
    if (isOpen) waiting.push(() => runner.annotate(level, text, place, title))
    else runner.annotate(level, text, place, title)
  }
  return (event) => {
    if (event.type === 'wave.started') {
      close()
      wave++
      runner.startGroup(`${wave}. ${event.stages.join(', ')}`)
      isOpen = true
      return
    }
    if (event.type === 'wave.finished') return close()
    if (event.type === 'run.finished' || event.type === 'rollback.started') close()
    if (event.type === 'notice' && event.level === 'debug') return runner.debug(event.message)
    for (const line of linesOf(event, options.showDebug)) write(`${prefix(stageOf(event))}${line}\n`)
    annotationsOf(event, annotate)
  }
}

type Annotate = (level: 'error' | 'warning' | 'notice', message: string, place?: Place, title?: string) => void

function annotationsOf(event: RunEvent, annotate: Annotate): void {
  if (event.type === 'stage.finished' && event.failure !== undefined)
    annotate('error', annotationText(event.failure), event.failure.place, `stage ${event.stage} failed`)
  else if (event.type === 'rollback.finished' && event.outcome === 'restore-failed')
    annotate('error', sentence(event) ?? '', undefined, 'restoring failed')
  else if (event.type === 'run.finished')
    for (const problem of event.problems)
      annotate(
        problem.severity === 'note' ? 'notice' : problem.severity,
        problem.hint === undefined ? problem.message : `${problem.message}\n${problem.hint}`,
        problem.place,
        problem.code,
      )
  else if (event.type === 'notice' && event.level === 'warning')
    annotate('warning', event.message, undefined, event.code)
}

function annotationText(failure: Failure): string {
  const tail = foldRepeats(failure.lastLines).slice(-loggedTail)
  return [
    ...failureLines(failure),
    ...(tail.length > 0 ? ['last lines:', ...tail.map((line) => `  ${line}`)] : []),
  ].join('\n')
}
