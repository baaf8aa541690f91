import { deleteCronJob, fireCronJob, suspendCronJob } from '../../manage/cron-jobs.ts'
import { wrongWords } from '../../manage/missing.ts'
import type { Cluster } from '../../run/ports.ts'
import type { Command, CommandInput } from '../command.ts'
import { clusterOptions, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork suspend cronjob`: keeps a schedule, but lets it not fire. */
export function suspendCronjobCommand(wiring: Wiring): Command {
  return simple(wiring, 'suspend cronjob', 'keep a schedule from firing', async (cluster, name) => {
    await suspendCronJob(cluster, name, true)
    return `suspended cronjob ${name}`
  })
}

/** `bodywork resume cronjob`: lets a suspended schedule fire again. */
export function resumeCronjobCommand(wiring: Wiring): Command {
  return simple(wiring, 'resume cronjob', 'let a suspended schedule fire again', async (cluster, name) => {
    await suspendCronJob(cluster, name, false)
    return `resumed cronjob ${name}`
  })
}

/** `bodywork run cronjob`: fires a schedule now. */
export function runCronjobCommand(wiring: Wiring): Command {
  return simple(wiring, 'run cronjob', 'fire a schedule now', async (cluster, name) => {
    const run = await fireCronJob(cluster, name, wiring.clock.now())
    return `started ${run}; see bodywork get cronjob ${name} --logs ${run}`
  })
}

/** `bodywork delete cronjob`: removes a schedule; what it deployed stays. */
export function deleteCronjobCommand(wiring: Wiring): Command {
  return simple(wiring, 'delete cronjob', 'delete a schedule; what it deployed stays', async (cluster, name, input) => {
    await deleteCronJob(cluster, name, input.text('namespace'))
    return `deleted cronjob ${name}`
  })
}

function simple(
  wiring: Wiring,
  name: string,
  summary: string,
  act: (cluster: Cluster, schedule: string, input: CommandInput) => Promise<string>,
): Command {
  return {
    name,
    summary,
    positionals: [{ name: 'NAME', summary: 'name of the schedule', isRequired: false }],
    options: [
      { name: 'name', kind: 'text', value: 'NAME', summary: 'same as NAME', isHidden: true },
      { name: 'namespace', aliases: ['--ns'], kind: 'text', value: 'NAME', summary: 'namespace', isHidden: true },
      ...clusterOptions,
    ],
    examples: [`bodywork ${name} iris-nightly`],
    run: async (input, io) => {
      const schedule = input.positionals[0] ?? input.text('name')
      if (schedule === undefined) throw wrongWords('the name of the cronjob is missing', 'See "bodywork get cronjobs".')
      const connected = await wiring.connect(targetOf(input, io))
      try {
        io.stdout(`${await act(connected.cluster, schedule, input)}\n`)
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}
