import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Transport } from '../cluster/transport.ts'
import type { Connection } from '../connect/connection.ts'
import { ProblemError } from '../model/problem.ts'
import { type Programs, programNames } from '../plan/programs.ts'
import type { Clock, Cluster } from '../run/ports.ts'
import type { Releases } from '../run/releases.ts'
import type { Judge } from '../run/tracker.ts'
import type { ClusterTarget } from './cluster-target.ts'
import type { Identity } from './connect-identity.ts'
import type { PlanningPorts } from './gather-plan.ts'
import { programFolder } from './program-folder.ts'

/** A cluster that was reached. */
export interface Connected {
  readonly cluster: Cluster
  /** Releases of helm, where that can reach the cluster. */
  readonly releases?: Releases
  /** Where the server is, unless it is in this process. */
  readonly connection?: Connection
  /** Requests as they are, for what is no object: services behind the API server's proxy. */
  readonly transport?: Transport
  close(): Promise<void>
}

/** Everything a command needs of the rest of the program; tests give their own. */
export interface Wiring extends PlanningPorts {
  connect(target: ClusterTarget): Promise<Connected>
  /** Who we are to the cloud, where the door knows better than the command line which one is meant. */
  readonly identityOf?: (target: ClusterTarget) => Promise<Identity>
  readonly judge: () => Promise<Judge>
  readonly clock: Clock
}

/** The programs for the containers. They lie next to the sources, or next to the bundle. */
export async function containerPrograms(): Promise<Programs> {
  return Object.fromEntries(programNames.map((name) => [name, containerText(name)]))
}

function containerText(name: string): string {
  for (const up of ['..', '../..']) {
    const path = join(programFolder, up, 'container', name)
    if (existsSync(path)) return readFileSync(path, 'utf8')
  }
  throw new ProblemError('user', [
    {
      severity: 'error',
      code: 'input/incomplete',
      message: `this installation is incomplete: container/${name} is missing`,
      hint: 'Install bodywork again.',
    },
  ])
}

/** Real time. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason)
        return
      }
      const abort = (): void => {
        clearTimeout(timer)
        reject(signal?.reason)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }, ms)
      signal?.addEventListener('abort', abort, { once: true })
    }),
}
