import { finishRun } from '../../run/finish.ts'
import type { Command } from '../command.ts'
import {
  clusterOptions,
  durationMs,
  formatOption,
  namespaceOption,
  reportDirOption,
  targetOf,
  waitLockOption,
} from '../deploy-options.ts'
import { eventPrinter } from '../event-printer.ts'
import { exitCodes } from '../exit-codes.ts'
import { folderOptions, pipelineName } from '../pipeline-name.ts'
import { runIdentity } from '../run-identity.ts'
import { portsOf } from '../run-ports.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork finish`: undoes what a cancelled or dead run left in the middle. */
export function finishCommand(wiring: Wiring): Command {
  return {
    name: 'finish',
    summary: 'undo what a cancelled or dead run left in the middle',
    description: 'The next deployment does the same by itself; this does it now and deploys nothing.',
    positionals: [
      { name: 'PIPELINE', summary: 'its name; the pipeline of this folder when absent', isRequired: false },
    ],
    options: [
      namespaceOption,
      ...folderOptions,
      ...clusterOptions,
      waitLockOption,
      { name: 'force', kind: 'flag', summary: 'overwrite what others changed' },
      formatOption,
      reportDirOption,
    ],
    examples: ['bodywork finish', 'bodywork finish iris --namespace ml --wait-lock 1m'],
    run: async (input, io) => {
      const name = await pipelineName(input, io, wiring)
      const connected = await wiring.connect(targetOf(input, io))
      const printer = eventPrinter(input, io)
      const { runId, attempt } = runIdentity(io.env)
      try {
        const taken = await finishRun({
          ...name,
          holder: `${runId}/${attempt}`,
          ports: portsOf(connected, wiring, printer.emit),
          judge: await wiring.judge(),
          force: input.flag('force') === true,
          waitLockMs: durationMs(input, 'wait-lock') ?? 0,
          signal: io.signal,
        })
        if (taken === undefined) io.stderr('nothing of this pipeline is left in the middle\n')
        return taken?.outcome === 'restore-failed' ? exitCodes.notRestored : exitCodes.done
      } finally {
        await printer.close()
        await connected.close()
      }
    },
  }
}
