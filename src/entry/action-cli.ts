import { prefixedLines } from '../report/prefixed-lines.ts'
import type { ActionDoor } from './action-door.ts'
import type { ActionInputs } from './action-inputs.ts'
import { overlayOf } from './action-request.ts'
import { actionTarget, meansCluster } from './action-target.ts'
import { runCli } from './cli.ts'
import type { Io } from './command.ts'
import { commandsWith } from './command-table.ts'

/** Commands that are not a run are those of the command line, with the inputs as their options. */
export async function actionCli(door: ActionDoor, inputs: ActionInputs, command: string): Promise<number> {
  const lines = prefixedLines(door.write, command)
  const io: Io = {
    stdout: lines.write,
    stderr: lines.write,
    env: door.env,
    cwd: door.cwd,
    isTerminal: false,
    stdin: () => Promise.resolve(''),
    signal: door.signal,
  }
  const code = await runCli(wordsFor(command, inputs), io, commandsOf(door, inputs))
  lines.end()
  door.runner.setOutput('status', code === 0 ? 'succeeded' : 'failed')
  if (command === 'rollback') door.runner.setOutput('rolled-back', String(code === 0))
  return code
}

/** The same commands, but into the cluster that the inputs mean. */
function commandsOf(door: ActionDoor, inputs: ActionInputs) {
  const connect = () => door.wiring.connect(actionTarget(door, inputs))
  return commandsWith(() => ({
    ...door.wiring,
    connect,
    identityOf: async () => (await import('./connect-identity.ts')).identityOf(actionTarget(door, inputs)),
    hasKubeconfig: () => Promise.resolve(meansCluster(door, inputs)),
    connectTo: async () => (await connect()).cluster,
  }))
}

function wordsFor(command: string, inputs: ActionInputs): readonly string[] {
  const { environment, values = [], set = [] } = overlayOf(inputs)
  return [
    command,
    ...option('file', inputs.text('config') ?? 'bodywork.yaml'),
    ...option('environment', environment),
    ...values.flatMap((path) => option('values', path)),
    ...set.flatMap((setting) => option('set', setting)),
    ...(command === 'validate' ? [] : option('namespace', inputs.text('namespace'))),
    ...(command === 'rollback' ? option('wait-lock', inputs.text('wait-lock')) : []),
    ...(inputs.flag('strict') && command !== 'check' && command !== 'rollback' ? ['--strict'] : []),
  ]
}

function option(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}`, value]
}
