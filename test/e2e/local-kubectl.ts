import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realClock } from '../../src/local/clock-real.ts'
import { startLocalCluster } from '../../src/local/cluster.ts'
import { simulatedNode } from '../../src/local/node/simulated/simulated-node.ts'
import { serveLocalApi } from '../../src/local/server.ts'

/** Whether there is a kubectl to try. */
export const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0

/** What a kubectl that ended has said. */
export interface Said {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** A local cluster behind a port, and kubectl for it. */
export interface LocalKubectl {
  readonly url: string
  readonly token: string
  kubectl(...words: readonly string[]): Promise<Said>
  /** Starts a kubectl that goes on; answers it when that text has been printed. */
  until(text: string, ...words: readonly string[]): Promise<ChildProcess>
  /** Writes a manifest and answers its path. */
  manifest(name: string, text: string): string
  stop(): Promise<void>
}

const SPEED = 10

/** Starts a local cluster with a simulated node. */
export async function localKubectl(): Promise<LocalKubectl> {
  const mistakes: unknown[] = []
  const cluster = startLocalCluster({
    clock: realClock({ speed: SPEED }),
    node: simulatedNode(),
    onError: (controller, key, error) => void mistakes.push(new Error(`${controller} ${key}`, { cause: error })),
  })
  const { url, token, close } = await serveLocalApi(cluster.api)
  const folder = mkdtempSync(join(tmpdir(), 'local-kubectl-'))
  const kubeconfig = join(folder, 'kubeconfig')
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'local',
    clusters: [{ name: 'local', cluster: { server: `${url}/${token}` } }],
    users: [{ name: 'local', user: { token } }],
    contexts: [{ name: 'local', context: { cluster: 'local', user: 'local' } }],
  }
  writeFileSync(kubeconfig, JSON.stringify(config))
  const env = { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: kubeconfig, KUBECACHEDIR: join(folder, 'cache') }
  return {
    url,
    token,
    kubectl: (...words) =>
      new Promise((resolve) => {
        execFile('kubectl', words, { env, timeout: 60_000 }, (error, stdout, stderr) =>
          resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
        )
      }),
    until: (text, ...words) =>
      new Promise((resolve, reject) => {
        const child = spawn('kubectl', words, { env })
        let seen = ''
        child.stdout.on('data', (chunk) => {
          seen += chunk
          if (seen.includes(text)) resolve(child)
        })
        child.on('exit', () => reject(new Error(`kubectl ended without ${text}: ${seen}`)))
      }),
    manifest(name, text) {
      const path = join(folder, name)
      writeFileSync(path, text)
      return path
    },
    async stop() {
      await close()
      await cluster.stop()
      rmSync(folder, { recursive: true, force: true })
      if (mistakes.length > 0) throw mistakes[0]
    },
  }
}
