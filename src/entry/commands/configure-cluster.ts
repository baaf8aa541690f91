import { configureCluster } from '../../manage/configure-cluster.ts'
import type { Command } from '../command.ts'
import { clusterOptions, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork configure-cluster`: what schedules and groups of secrets need. */
export function configureClusterCommand(wiring: Wiring): Command {
  return {
    name: 'configure-cluster',
    summary: 'prepare the cluster for schedules and groups of secrets',
    description:
      'Makes the namespace bodywork-deployment-jobs, and the account and role under which schedules deploy. Deployments from CI need none of it.',
    positionals: [],
    options: [
      { ...namespaceOption, summary: 'make this namespace too; deployments do so by themselves' },
      ...clusterOptions,
    ],
    examples: ['bodywork configure-cluster'],
    run: async (input, io) => {
      const connected = await wiring.connect(targetOf(input, io))
      try {
        for (const { kind, name, change } of await configureCluster(connected.cluster, input.text('namespace')))
          io.stdout(`${change} ${kind} ${name}\n`)
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}
