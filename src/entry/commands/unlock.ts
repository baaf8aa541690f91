import { unlock } from '../../run/finish.ts'
import { holderOf, leaseRef } from '../../run/lock.ts'
import type { Command } from '../command.ts'
import { clusterOptions, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { folderOptions, pipelineName } from '../pipeline-name.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork unlock`: says who holds a pipeline, and takes the lock away with --force. */
export function unlockCommand(wiring: Wiring): Command {
  return {
    name: 'unlock',
    summary: 'say who holds a pipeline, and take the lock away with --force',
    description:
      'The lock of a run that is gone expires by itself within 30 s. A run that is still there stops writing.',
    positionals: [
      { name: 'PIPELINE', summary: 'its name; the pipeline of this folder when absent', isRequired: false },
    ],
    options: [
      namespaceOption,
      ...folderOptions,
      ...clusterOptions,
      { name: 'force', kind: 'flag', summary: 'take the lock away' },
    ],
    examples: ['bodywork unlock', 'bodywork unlock iris --namespace ml --force'],
    run: async (input, io) => {
      const { namespace, pipeline } = await pipelineName(input, io, wiring)
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const lease = await connected.cluster.get(leaseRef(namespace, pipeline))
        if (lease === undefined) {
          io.stdout(`nobody holds ${pipeline}\n`)
          return exitCodes.done
        }
        const { who, since } = holderOf(lease)
        io.stdout(`${pipeline} is held by run ${who} since ${since}\n`)
        if (input.flag('force') !== true) return exitCodes.locked
        const ports = { cluster: connected.cluster, clock: wiring.clock, emit: () => undefined }
        await unlock(ports, namespace, pipeline)
        io.stdout('the lock was taken away\n')
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}
