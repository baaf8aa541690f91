import type { ActionDoor } from './action.ts'
import type { ActionInputs } from './action-inputs.ts'
import { runCli } from './cli.ts'
import type { Io } from './command.ts'

/** Commands that are not a run are those of the command line, with the inputs as their options. */
export async function actionCli(door: ActionDoor, inputs: ActionInputs, command: string): Promise<number> {
  let shown = ''
  const io: Io = {
    stdout: (text) => {
      shown += text
      door.write(text)
    },
    stderr: door.write,
    env: door.env,
    cwd: door.cwd,
    isTerminal: false,
    stdin: () => Promise.resolve(''),
    signal: door.signal,
  }
  const code = await runCli(wordsFor(command, inputs), io)
  door.runner.setOutput('status', code === 0 ? 'succeeded' : 'failed')
  if (command === 'plan' && inputs.flag('summary')) await door.runner.writeSummary(shown)
  return code
}

function wordsFor(command: string, inputs: ActionInputs): readonly string[] {
  const file = ['--file', inputs.text('config') ?? 'bodywork.yaml']
  const strict = inputs.flag('strict') ? ['--strict'] : []
  switch (command) {
    case 'plan':
      return ['plan', ...file, ...strict, '--format', 'markdown']
    case 'rollback':
      return ['rollback', ...namespaceWords(inputs)]
    case 'check':
      return ['check', ...file]
    default:
      return [command, ...file, ...strict]
  }
}

function namespaceWords(inputs: ActionInputs): readonly string[] {
  const namespace = inputs.text('namespace')
  return namespace === undefined ? [] : ['--namespace', namespace]
}
