import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Transport } from '../cluster/transport.ts'
import { ProblemError } from '../model/problem.ts'
import { refuseWindows } from './local-connection.ts'
import { type Connected, realClock } from './wire.ts'

/** A local cluster in this process, for one demo. */
export interface DemoCluster {
  /** True when no packages are kept from an earlier demo. */
  readonly isNew: boolean
  connect(): Promise<Connected>
  /** Where a service is reached on this machine. */
  serviceUrl(name: string): string | undefined
  /** Ends it and forgets its objects; installed packages are kept for the next time. */
  close(): Promise<void>
}

/** Opens it, in a folder beside the one of the usual local cluster. */
export async function openDemoCluster(env: Readonly<Record<string, string | undefined>>): Promise<DemoCluster> {
  refuseWindows()
  const [{ openCluster }, { stateFolder, usualFolder }, { serviceList }, { kubeCluster }] = await Promise.all([
    import('../local/up/open-cluster.ts'),
    import('../local/up/state-folder.ts'),
    import('../local/up/service-list.ts'),
    import('../cluster/kube-cluster.ts'),
  ])
  const folder = stateFolder(join(dirname(usualFolder(env).path), 'demo'))
  // Crashed containers start again sooner than in a real cluster, so that nobody waits for the verdict.
  const isNew = !existsSync(join(folder.path, 'environments'))
  const opened = openCluster({ folder, env, backoffScale: 0.2 })
  if ('holder' in opened) throw taken(opened.holder.pid)
  const transport: Transport = {
    send: (request) => opened.cluster.api.handle(request),
    close: () => Promise.resolve(),
  }
  return {
    isNew,
    connect: () => {
      const cluster = kubeCluster({ transport, clock: realClock, random: Math.random, server: 'the local cluster' })
      return Promise.resolve({ cluster, transport, close: () => Promise.resolve() })
    },
    serviceUrl: (name) => {
      const service = serviceList(folder).find((candidate) => candidate.name === name)
      return service === undefined ? undefined : `http://${service.host}:${service.port}/`
    },
    close: async () => {
      await opened.close()
      await rm(folder.state, { force: true })
    },
  }
}

function taken(pid: number): ProblemError {
  return new ProblemError('lock', [
    {
      severity: 'error',
      code: 'local/taken',
      message: `another demo is running (process ${pid})`,
      hint: 'Wait until it ends.',
    },
  ])
}
