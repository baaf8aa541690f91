import { configureCluster } from '../../manage/configure-cluster.ts'
import { scheduledDeployment } from '../../manage/cron-job-spec.ts'
import { findCronJob, updateCronJob } from '../../manage/cron-jobs.ts'
import type { Command } from '../command.ts'
import { cronOptions, keepSshKey, scheduledFrom, scheduleName, scheduleText } from '../cron-input.ts'
import { clusterOptions, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork update cronjob`: changes what is named about a schedule and leaves the rest. */
export function updateCronjobCommand(wiring: Wiring): Command {
  return {
    name: 'update cronjob',
    summary: 'change a schedule; what is not named stays',
    description: 'Schedules of Bodywork 3.x are taken over: from then on they run this program.',
    positionals: [{ name: 'URL', summary: 'git URL of the repository', isRequired: false }],
    options: [...cronOptions, ...clusterOptions],
    examples: [
      'bodywork update cronjob --name iris-nightly --schedule "0 5 * * *"',
      'bodywork update cronjob https://github.com/acme/iris --name iris-nightly --branch main',
    ],
    run: async (input, io) => {
      const name = scheduleName(input)
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const { cluster } = connected
        const wanted = scheduledFrom(input, io, scheduledDeployment(await findCronJob(cluster, name)))
        const words = scheduleText(wanted.schedule, wanted.timeZone, wiring.clock.now(), io)
        await configureCluster(cluster)
        await keepSshKey(cluster, input, io, wanted.group ?? name)
        await updateCronJob(cluster, wanted)
        io.stdout(`updated cronjob ${name}: ${words}`)
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}
