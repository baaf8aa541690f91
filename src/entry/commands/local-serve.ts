import { resolve } from 'node:path'
import type { Command } from '../command.ts'
import { controllerPrograms } from '../controller-image.ts'
import { exitCodes } from '../exit-codes.ts'
import { refuseWindows } from '../local-connection.ts'

/** `bodywork local serve`: the local cluster in the foreground, until a signal ends it; `local up` starts it. */
export const localServeCommand: Command = {
  name: 'local serve',
  summary: 'run the local cluster in the foreground',
  positionals: [],
  options: [],
  examples: ['bodywork local serve'],
  run: async (_input, io) => {
    refuseWindows()
    const [{ usualFolder }, { serveCluster }] = await Promise.all([
      import('../../local/up/state-folder.ts'),
      import('../../local/up/serve-cluster.ts'),
    ])
    const folder = usualFolder(io.env)
    const say = (text: string) => io.stderr(`${text}\n`)
    const programs = controllerPrograms(resolve(process.argv[1] ?? ''), folder.kubeconfig)
    const other = await serveCluster({ folder, env: io.env, programs, notice: say, onError: say }, io.signal)
    if (other === undefined) return exitCodes.done
    say(`process ${other.holder.pid} has the local cluster in ${folder.path}`)
    return exitCodes.locked
  },
}
