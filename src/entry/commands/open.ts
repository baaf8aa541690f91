import { once } from 'node:events'
import { missing } from '../../manage/missing.ts'
import { chosenServices, type DeployedService, listServices } from '../../manage/services.ts'
import { chosenPipeline } from '../chosen-pipeline.ts'
import type { Command } from '../command.ts'
import { clusterOptions, namespaceOption, targetOf } from '../deploy-options.ts'
import { exitCodes } from '../exit-codes.ts'
import { folderOptions } from '../pipeline-name.ts'
import { forwardService } from '../service-forward.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork open`: the addresses of a service, and one on this machine that leads to it. */
export function openCommand(wiring: Wiring): Command {
  return {
    name: 'open',
    summary: 'show how a service is reached, and forward a local address to it',
    description:
      'The forwarded address goes through the API server, so nothing has to be published. It ends with Ctrl-C.',
    positionals: [
      { name: 'PIPELINE', summary: 'its name; the pipeline of this folder when absent', isRequired: false },
      { name: 'SERVICE', summary: 'which service, when it has several', isRequired: false },
    ],
    options: [
      { ...namespaceOption, aliases: ['--ns', '-n'] },
      ...folderOptions,
      { name: 'port', kind: 'number', value: 'N', summary: 'port on this machine', default: 'any that is free' },
      { name: 'forward', kind: 'flag', summary: 'forward a local address', default: 'on' },
      ...clusterOptions,
    ],
    examples: ['bodywork open iris', 'bodywork open iris serve --port 8080', 'bodywork open iris --no-forward'],
    run: async (input, io) => {
      const connected = await wiring.connect(targetOf(input, io))
      try {
        const at = await chosenPipeline(connected.cluster, input, io, wiring)
        const all = await listServices(connected.cluster, at.namespace)
        const [service, ...others] = chosenServices(all, at.pipeline, input.positionals[1])
        if (service?.proxy === undefined) throw missing('service to open of', at.pipeline, [])
        if (others.length > 0)
          io.stderr(`note: also ${others.map(({ name }) => name).join(', ')}; name one to open it\n`)
        io.stdout(addresses(service))
        if (input.flag('forward') === false || connected.transport === undefined) return exitCodes.done
        const through = { transport: connected.transport, clock: wiring.clock }
        const forward = await forwardService(through, service.proxy, input.number('port') ?? 0)
        io.stdout(`forwarded   ${forward.url}\n`)
        if (!io.signal.aborted) await once(io.signal, 'abort')
        await forward.close()
        return exitCodes.done
      } finally {
        await connected.close()
      }
    },
  }
}

function addresses({ address, url, ingress, proxy }: DeployedService): string {
  return [
    ...(address === undefined ? [] : [`address     ${address}\n`]),
    ...(ingress === undefined ? [] : [`outside     ${ingress}\n`]),
    `in cluster  ${url}\n`,
    `kubectl proxy, then http://localhost:8001${proxy}\n`,
  ].join('')
}
