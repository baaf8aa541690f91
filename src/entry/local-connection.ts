import type { Transport } from '../cluster/transport.ts'
import type { Connection } from '../connect/connection.ts'
import type { OpenCluster } from '../local/up/open-cluster.ts'
import type { StateFolder } from '../local/up/state-folder.ts'
import { ProblemError } from '../model/problem.ts'
import type { ClusterTarget } from './cluster-target.ts'
import { processWords, serviceLines } from './local-text.ts'

/** A way into the local cluster: through the one that is up, or into one that lives as long as this run. */
export type LocalConnection =
  | { readonly kind: 'up'; readonly connection: Connection; readonly close: () => Promise<void> }
  | { readonly kind: 'here'; readonly transport: Transport; readonly close: () => Promise<void> }

/** Connects to the local cluster of the user's folder; starts one for this run when none is up. */
export async function connectLocal(target: ClusterTarget, say: (text: string) => void): Promise<LocalConnection> {
  const [{ usualFolder }, { runningCluster }] = await Promise.all([
    import('../local/up/state-folder.ts'),
    import('../local/up/running-cluster.ts'),
  ])
  const folder = usualFolder(target.env)
  const running = runningCluster(folder)
  if (running !== undefined) {
    target.mask?.(running.token)
    const connection: Connection = {
      server: running.url,
      serverForPrograms: `${running.url}/${running.token}`,
      credentials: () => Promise.resolve({ token: running.token }),
      describe: () => `the local cluster at ${running.url}`,
    }
    return { kind: 'up', connection, close: () => tellServices(folder, say) }
  }
  const opened = await openForRun(folder, target, say)
  const transport: Transport = {
    send: (request) => opened.cluster.api.handle(request),
    close: () => Promise.resolve(),
  }
  return {
    kind: 'here',
    transport,
    close: async () => {
      await opened.close()
      say(
        'The local cluster of this run has ended, and its services with it; "bodywork local up" keeps them running.\n',
      )
    },
  }
}

async function openForRun(
  folder: StateFolder,
  target: ClusterTarget,
  say: (text: string) => void,
): Promise<OpenCluster> {
  refuseWindows()
  const { openCluster } = await import('../local/up/open-cluster.ts')
  const opened = openCluster({ folder, env: target.env, notice: (text) => say(`note: ${text}\n`) })
  if (!('holder' in opened)) {
    say(`No local cluster is up, so one runs as long as this command. ${processWords}\n`)
    return opened
  }
  throw new ProblemError('lock', [
    {
      severity: 'error',
      code: 'local/taken',
      message: `another run has the local cluster in ${folder.path} (process ${opened.holder.pid})`,
      hint: 'Wait until it ends, or start the cluster with "bodywork local up" before the runs.',
    },
  ])
}

async function tellServices(folder: StateFolder, say: (text: string) => void): Promise<void> {
  const { serviceList } = await import('../local/up/service-list.ts')
  const lines = serviceLines(serviceList(folder))
  if (lines !== '') say(`Services of the local cluster:\n${lines}`)
}

/** Says at once that Windows lacks what pods need: process groups and their signals. */
export function refuseWindows(platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'win32') return
  throw new ProblemError('user', [
    {
      severity: 'error',
      code: 'local/start',
      message: 'the local cluster did not start: Windows has no process groups for pods to run in',
      hint: 'Use it within WSL.',
    },
  ])
}
