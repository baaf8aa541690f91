import { configureCluster } from '../../manage/configure-cluster.ts'
import { createCronJob } from '../../manage/cron-jobs.ts'
import type { Command } from '../command.ts'
import { cronOptions, keepSshKey, scheduledFrom, scheduleText } from '../cron-input.ts'
import { clusterOptions, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork create cronjob`: lets the cluster deploy a repository by a schedule. */
export function createCronjobCommand(wiring: Wiring): Command {
  return {
    name: 'create cronjob',
    summary: 'let the cluster deploy a repository by a schedule',
    description:
      'Each run deploys the newest commit of the branch, with the same verdicts, records and rollback as from CI. A run that is not over when the next is due is never joined by it.',
    positionals: [{ name: 'URL', summary: 'git URL of the repository', isRequired: true }],
    options: [...cronOptions, ...clusterOptions],
    examples: [
      'bodywork create cronjob https://github.com/acme/iris --name iris-nightly --schedule "0 3 * * *"',
      'bodywork create cronjob git@github.com:acme/iris.git --name iris --schedule @hourly --group prod --ssh ~/.ssh/deploy',
    ],
    run: async (input, io) => {
      const wanted = scheduledFrom(input, io)
      const words = scheduleText(wanted.schedule, wanted.timeZone, wiring.clock.now(), io)
      const connected = await wiring.connect(targetOf(input, io))
      try {
        await configureCluster(connected.cluster)
        await keepSshKey(connected.cluster, input, io, wanted.group ?? wanted.name)
        await createCronJob(connected.cluster, wanted)
      } finally {
        await connected.close()
      }
      io.stdout(`created cronjob ${wanted.name}: ${words}`)
      return exitCodes.done
    },
  }
}
