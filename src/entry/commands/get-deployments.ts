import { chosenServices, listServices } from '../../manage/services.ts'
import type { Command } from '../command.ts'
import { clusterOptions, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { jobLog } from '../job-log.ts'
import { listOptions, printListing } from '../list-output.ts'
import { serviceColumns, serviceDetail } from '../service-view.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork get deployments`: what serves, where, from which commit, and how it is. */
export function getDeploymentsCommand(wiring: Wiring): Command {
  return {
    name: 'get deployments',
    summary: 'list deployed services with their addresses, commits and health',
    description: 'All namespaces, unless one is named. Services that Bodywork 2.x and 3.x deployed are listed too.',
    positionals: [
      { name: 'PIPELINE', summary: 'only the services of this pipeline', isRequired: false },
      { name: 'SERVICE', summary: 'this service, in full', isRequired: false },
    ],
    options: [
      { ...namespaceOption, aliases: ['--ns', '-n'], summary: 'only this namespace' },
      { name: 'name', kind: 'text', value: 'NAME', summary: 'same as PIPELINE', isHidden: true },
      { name: 'logs', kind: 'text', value: 'JOB', summary: 'print the log of this Job instead' },
      ...listOptions,
      ...clusterOptions,
    ],
    examples: [
      'bodywork get deployments',
      'bodywork get deployments -o wide --namespace ml',
      'bodywork get deployment iris serve',
    ],
    run: async (input, io) => {
      const [pipeline = input.text('name'), service] = input.positionals
      const namespace = input.text('namespace')
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const job = input.text('logs')
        if (job !== undefined) return await jobLog(connected.cluster, job, namespace, io)
        const rows = chosenServices(await listServices(connected.cluster, namespace), pipeline, service)
        await printListing(
          {
            kind: 'deployment',
            rows,
            columns: serviceColumns(wiring.clock.now()),
            nameOf: (row) => `${row.pipeline}/${row.name}`,
            none: 'nothing is deployed',
            ...(service !== undefined && rows.length === 1 ? { detail: serviceDetail } : {}),
          },
          input,
          io,
        )
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}
