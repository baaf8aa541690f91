import { setImmediate } from 'node:timers/promises'
import { openDoor } from '../../src/entry/action.ts'
import type { ActionDoor } from '../../src/entry/action-door.ts'
import type { Runner } from '../../src/entry/runner.ts'
import type { Place } from '../../src/model/problem.ts'
import { aPipelineRepository } from '../builders-planning.ts'
import type { SmallWiring } from './wiring.ts'

/** Everything a step told its runner. */
export interface Step {
  readonly code: number
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  readonly annotations: readonly { readonly level: string; readonly message: string; readonly place?: Place }[]
  readonly masks: readonly string[]
  readonly summary: string
  readonly variables: Readonly<Record<string, string>>
}

/** How a step is started. */
export interface StepSettings {
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly state?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly signal?: AbortSignal
}

const repository = aPipelineRepository()

/** Opens the action's door with a runner that only remembers; git needs real turns, the cluster virtual time. */
export async function step(wiring: SmallWiring, settings: StepSettings = {}): Promise<Step> {
  const seen = recordingRunner(settings)
  const door: ActionDoor = {
    runner: seen.runner,
    env: { GITHUB_RUN_ID: '42', NO_COLOR: '1', ...settings.env },
    cwd: settings.cwd ?? repository,
    write: seen.write,
    signal: settings.signal ?? new AbortController().signal,
    wiring,
  }
  let isDone = false
  const ended = openDoor(door).finally(() => {
    isDone = true
  })
  while (!isDone) {
    await setImmediate()
    await wiring.clock.advance(100)
  }
  const code = await ended
  return { code, ...seen.result() }
}

const defaults: Readonly<Record<string, string>> = { config: 'bodywork.yaml', command: 'deploy' }

function recordingRunner(settings: StepSettings) {
  let log = ''
  let summary = ''
  const outputs: Record<string, string> = {}
  const state: Record<string, string> = {}
  const annotations: { level: string; message: string; place?: Place }[] = []
  const masks: string[] = []
  const variables: Record<string, string> = {}
  const write = (text: string): void => {
    log += text
  }
  const runner: Runner = {
    input: (name) => settings.inputs?.[name] ?? defaults[name] ?? '',
    setSecret: (value) => void masks.push(value),
    setOutput: (name, value) => {
      outputs[name] = value
    },
    exportVariable: (name, value) => {
      variables[name] = value
    },
    saveState: (name, value) => {
      state[name] = value
    },
    state: (name) => settings.state?.[name] ?? '',
    isDebug: () => false,
    startGroup: (name) => write(`<group ${name}>\n`),
    endGroup: () => write('<end>\n'),
    debug: () => undefined,
    annotate: (level, message, place) =>
      void annotations.push({ level, message, ...(place === undefined ? {} : { place }) }),
    writeSummary: (markdown) => {
      summary += markdown
      return Promise.resolve()
    },
  }
  return { runner, write, result: () => ({ log, outputs, state, annotations, masks, summary, variables }) }
}
