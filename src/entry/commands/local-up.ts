import type { RunningCluster } from '../../local/up/running-cluster.ts'
import type { StateFolder } from '../../local/up/state-folder.ts'
import { ProblemError } from '../../model/problem.ts'
import type { Command, OptionSpec } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { refuseWindows } from '../local-connection.ts'
import { kubectlLines, processWords, serviceLines } from '../local-text.ts'

/** Option that names the folder of the local cluster. */
export const folderOption: OptionSpec = {
  name: 'folder',
  kind: 'text',
  value: 'FOLDER',
  summary: 'where the local cluster keeps its state (default: ~/.cache/bodywork/local)',
}

/** `bodywork local up`: a local cluster in the background. */
export const localUpCommand: Command = {
  name: 'local up',
  summary: 'start the local cluster in the background',
  description:
    'A Kubernetes on this machine, without containers: pods run as processes with the Python that is installed here, services on loopback addresses. Objects survive a restart. An image whose container has no command needs an entry in images.json of the folder, such as {"my/model": ["python3", "serve.py"]}.',
  positionals: [],
  options: [folderOption],
  examples: ['bodywork local up', 'bodywork deploy --local'],
  run: async (input, io) => {
    const [{ usualFolder, stateFolder }, { runningCluster }, { serviceList }] = await Promise.all([
      import('../../local/up/state-folder.ts'),
      import('../../local/up/running-cluster.ts'),
      import('../../local/up/service-list.ts'),
    ])
    const given = input.text('folder')
    const folder = given === undefined ? usualFolder(io.env) : stateFolder(given)
    const known = runningCluster(folder)
    const running = known ?? (await start(folder, io.env))
    io.stdout(
      `The local cluster is ${known === undefined ? 'up' : 'up already'}: ${running.url} (process ${running.pid})\n`,
    )
    if (known === undefined) io.stdout(`${processWords}\n`)
    io.stdout(kubectlLines(folder.kubeconfig))
    const services = serviceLines(serviceList(folder))
    if (services !== '') io.stdout(`Services:\n${services}`)
    return exitCodes.done
  },
}

async function start(folder: StateFolder, env: Readonly<Record<string, string | undefined>>): Promise<RunningCluster> {
  refuseWindows()
  const { startInBackground } = await import('../../local/up/background.ts')
  const started = await startInBackground(folder, [process.argv[1] ?? '', 'local', 'serve'], env)
  if (!('failure' in started)) return started
  throw new ProblemError('cluster', [
    {
      severity: 'error',
      code: 'local/start',
      message: `the local cluster did not start: ${started.failure || 'it said nothing'}`,
      hint: `Its log is ${folder.log}.`,
    },
  ])
}
