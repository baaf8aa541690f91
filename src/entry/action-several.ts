import { join } from 'node:path'
import { ProblemError } from '../model/problem.ts'
import { severalSummary } from '../report/several-summary.ts'
import type { ActionDoor } from './action-door.ts'
import type { ActionInputs } from './action-inputs.ts'
import { tell } from './action-problems.ts'
import { exitCodeForProblem, exitCodes } from './exit-codes.ts'

/** What one configuration of several told as outputs. */
interface Told {
  readonly file: string
  readonly outputs: ReadonlyMap<string, string>
}

/** Outputs that are JSON; with several configurations, a map of them by file. */
const jsonOutputs: ReadonlySet<string> = new Set(['stages', 'outputs', 'service-urls'])

/** Does the command for each configuration of a repository in turn: one step, one summary, the worst exit code. */
export async function runSeveral(
  door: ActionDoor,
  inputs: ActionInputs,
  files: readonly string[],
  runOne: (door: ActionDoor, inputs: ActionInputs) => Promise<number>,
): Promise<number> {
  const told: Told[] = []
  const sections: string[] = []
  let worst: number = exitCodes.done
  try {
    for (const file of files) {
      if (door.signal.aborted) break
      const outputs = new Map<string, string>()
      const runner: ActionDoor['runner'] = {
        ...door.runner,
        setOutput: (name, value) => void outputs.set(name, value),
        writeSummary: (markdown) => {
          sections.push(markdown)
          return Promise.resolve()
        },
      }
      door.write(`bodywork | ${file}\n`)
      // The post step must not take the end of the one before for the end of this one.
      door.runner.saveState('outcome', '')
      told.push({ file, outputs })
      worst = Math.max(worst, await orRefused({ ...door, runner }, inputsFor(inputs, file), runOne))
    }
  } finally {
    for (const [name, value] of combined(told)) door.runner.setOutput(name, value)
    const rows = files.map((file) => ({
      file,
      status: told.find((one) => one.file === file)?.outputs.get('status') ?? 'not begun',
    }))
    if (inputs.flag('summary')) await door.runner.writeSummary(severalSummary(rows, sections))
  }
  return door.signal.aborted ? exitCodes.cancelled : worst
}

/** What stands in the way of one configuration does not stand in the way of the next. */
async function orRefused(
  door: ActionDoor,
  inputs: ActionInputs,
  runOne: (door: ActionDoor, inputs: ActionInputs) => Promise<number>,
): Promise<number> {
  try {
    return await runOne(door, inputs)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    tell(door.runner, error.problems)
    door.runner.setOutput('status', 'refused')
    door.runner.setOutput('failure-cause', error.problems[0]?.code ?? '')
    return exitCodeForProblem(error.kind)
  }
}

/** The same inputs for one file, with a folder of its own for its reports. */
function inputsFor(inputs: ActionInputs, file: string): ActionInputs {
  const folder = inputs.text('report-dir')
  const own = file.replace(/(?:\/?bodywork)?\.(?:ya?ml|ini)$/, '').replace(/[^A-Za-z0-9._-]+/g, '-') || 'bodywork'
  return {
    ...inputs,
    text: (name) => {
      if (name === 'config') return file
      return name === 'report-dir' && folder !== undefined ? join(folder, own) : inputs.text(name)
    },
  }
}

function combined(told: readonly Told[]): readonly (readonly [name: string, value: string])[] {
  const names = new Set(told.flatMap(({ outputs }) => [...outputs.keys()]))
  const bad = told.find(({ outputs }) => outputs.get('status') !== 'succeeded')
  const of = (one: Told | undefined, name: string) => one?.outputs.get(name) ?? ''
  return [...names].map((name) => {
    if (jsonOutputs.has(name))
      return [
        name,
        JSON.stringify(Object.fromEntries(told.map((one) => [one.file, JSON.parse(of(one, name) || '{}')]))),
      ]
    if (name === 'duration-seconds') return [name, String(told.reduce((sum, one) => sum + Number(of(one, name)), 0))]
    if (name === 'revision') return [name, '']
    return [name, of(bad ?? told.at(-1), name)]
  })
}
