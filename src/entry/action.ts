import { ProblemError } from '../model/problem.ts'
import type { ActionDoor } from './action-door.ts'
import { readInputs } from './action-inputs.ts'
import { keepingKubeconfig, removeKubeconfig } from './action-kubeconfig.ts'
import { postPhase } from './action-post.ts'
import { tell } from './action-problems.ts'
import { runActionCommand } from './action-run.ts'
import { exitCodeForProblem, exitCodes } from './exit-codes.ts'
import { inputs as inputTable } from './inputs.ts'
import { processIo } from './process-io.ts'
import { githubRunner, type Runner } from './runner.ts'
import { trustedWorkspace } from './trusted-workspace.ts'
import { wiring } from './wiring.ts'

/** The runner's door: main does the command, post restores what a cancelled main left. */
export async function runAction(): Promise<number> {
  const io = processIo()
  Object.assign(process.env, trustedWorkspace(io.env))
  const door: ActionDoor = {
    runner: await githubRunner(),
    env: io.env,
    cwd: io.env['GITHUB_WORKSPACE'] ?? io.cwd,
    write: io.stdout,
    signal: io.signal,
    wiring: wiring(),
  }
  return openDoor(door)
}

/** Both phases, told apart by the state that main saves. */
export async function openDoor(door: ActionDoor): Promise<number> {
  const { runner } = door
  for (const input of inputTable)
    if (input.isSecret === true && !isPath(runner.input(input.name))) maskEach(runner, runner.input(input.name))
  const read = readInputs((name) => runner.input(name), givenInputs(door.env))
  tell(runner, read.problems)
  if (!read.ok) return exitCodes.wrongInput
  try {
    if (runner.state('phase') === 'main') {
      await removeKubeconfig(door)
      return await postPhase(door, read.value)
    }
    runner.saveState('phase', 'main')
    return await runActionCommand(keepingKubeconfig(door, read.value), read.value)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    tell(runner, error.problems)
    runner.setOutput('status', 'refused')
    runner.setOutput('failure-cause', error.problems[0]?.code ?? '')
    return exitCodeForProblem(error.kind)
  }
}

/** A kubeconfig may be given by its path, which is no secret. */
function isPath(value: string): boolean {
  return /^(\.{0,2}\/|~|[A-Za-z]:\\)[^\n]*$/.test(value) && value.length < 512
}

/** Every line is masked: the runner masks whole values only where they stand in one line. */
function maskEach(runner: Runner, value: string): void {
  if (value === '') return
  for (const line of value.split(/\r\n|\n|\r/)) {
    const secret =
      line.includes('=') && /^\s*[A-Za-z0-9][\w.-]*\.[\w.-]+=/.test(line) ? line.slice(line.indexOf('=') + 1) : line
    if (secret.trim().length >= 4 && !/^\s*[\w.-]+<<\w+\s*$/.test(line)) runner.setSecret(secret.trim())
  }
}

/** Names of the inputs that the step was given, from the environment of the runner. */
function givenInputs(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('INPUT_') && env[name] !== '')
    .map((name) => name.slice('INPUT_'.length).toLowerCase().replaceAll('_', '-'))
}
