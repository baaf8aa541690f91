import type { Place } from '../model/problem.ts'
import type { RunnerCommands } from '../report/github-log.ts'

/** What the action's door needs of the GitHub runner; `githubRunner` is the real one. */
export interface Runner extends RunnerCommands {
  input(name: string): string
  setSecret(value: string): void
  setOutput(name: string, value: string): void
  /** Sets a variable for later steps of the job. */
  exportVariable(name: string, value: string): void
  saveState(name: string, value: string): void
  state(name: string): string
  isDebug(): boolean
  /** Appends to the job summary. */
  writeSummary(markdown: string): Promise<void>
}

/** The runner that started this process, through @actions/core. */
export async function githubRunner(): Promise<Runner> {
  const core = await import('@actions/core')
  return {
    input: (name) => core.getInput(name),
    setSecret: (value) => core.setSecret(value),
    setOutput: (name, value) => core.setOutput(name, value),
    exportVariable: (name, value) => core.exportVariable(name, value),
    saveState: (name, value) => core.saveState(name, value),
    state: (name) => core.getState(name),
    isDebug: () => core.isDebug(),
    startGroup: (name) => core.startGroup(name),
    endGroup: () => core.endGroup(),
    debug: (message) => core.debug(message),
    annotate: (level, message, place, title) => core[level](message, properties(place, title)),
    writeSummary: async (markdown) => {
      await core.summary.addRaw(markdown, true).write()
    },
  }
}

function properties(place: Place | undefined, title: string | undefined) {
  return {
    ...(title === undefined ? {} : { title }),
    ...(place === undefined ? {} : { file: place.file, startLine: place.line, startColumn: place.column }),
  }
}
