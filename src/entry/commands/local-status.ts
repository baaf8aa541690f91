import { httpsTransport } from '../../cluster/https-transport.ts'
import { kubeCluster } from '../../cluster/kube-cluster.ts'
import { field } from '../../plan/objects.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { kubectlLines, serviceLines } from '../local-text.ts'
import { realClock } from '../wire.ts'
import { folderOption } from './local-up.ts'

/** `bodywork local status`: whether the local cluster is up, and what runs in it; exit code 1 when it is not. */
export const localStatusCommand: Command = {
  name: 'local status',
  summary: 'say whether the local cluster is up, and what runs in it',
  positionals: [],
  options: [folderOption],
  examples: ['bodywork local status'],
  run: async (input, io) => {
    const [{ usualFolder, stateFolder }, { runningCluster }, { serviceList }] = await Promise.all([
      import('../../local/up/state-folder.ts'),
      import('../../local/up/running-cluster.ts'),
      import('../../local/up/service-list.ts'),
    ])
    const given = input.text('folder')
    const folder = given === undefined ? usualFolder(io.env) : stateFolder(given)
    const running = runningCluster(folder)
    if (running === undefined) {
      io.stdout(`No local cluster is up in ${folder.path}. Start it with "bodywork local up".\n`)
      return exitCodes.stageFailed
    }
    io.stdout(`The local cluster is up: ${running.url} (process ${running.pid})\n${kubectlLines(folder.kubeconfig)}`)
    const pods = await podLines(running.url, running.token)
    io.stdout(pods === '' ? 'No pods.\n' : `Pods:\n${pods}`)
    const services = serviceLines(serviceList(folder))
    if (services !== '') io.stdout(`Services:\n${services}`)
    return exitCodes.done
  },
}

async function podLines(server: string, token: string): Promise<string> {
  const transport = httpsTransport({ server, credentials: () => Promise.resolve({ token }) })
  try {
    const cluster = kubeCluster({ transport, clock: realClock, random: Math.random, server })
    const pods = await cluster.list({ apiVersion: 'v1', kind: 'Pod' })
    return pods
      .map(({ metadata, status }) => `  ${metadata.namespace}/${metadata.name}  ${String(field(status, 'phase'))}\n`)
      .join('')
  } finally {
    await transport.close()
  }
}
