import { realClock } from '../../src/local/clock-real.ts'
import { startLocalCluster } from '../../src/local/cluster.ts'
import { simulatedNode } from '../../src/local/node/simulated/simulated-node.ts'
import { serveLocalApi } from '../../src/local/server.ts'
import type { Access } from './kubeconfig.ts'

// Fast enough that the checks take seconds, slow enough that their order in time is still one.
const SPEED = 10

/** Starts a local cluster with a simulated node for the checks of one file. */
export async function startLocalTarget(): Promise<{ readonly access: Access; readonly stop: () => Promise<void> }> {
  const mistakes: unknown[] = []
  const cluster = startLocalCluster({
    clock: realClock({ speed: SPEED }),
    node: simulatedNode(),
    caCertificate: 'none',
    onError: (controller, key, error) => void mistakes.push(new Error(`${controller} ${key}`, { cause: error })),
  })
  const server = await serveLocalApi(cluster.api)
  return {
    access: { server: server.url, token: server.token },
    async stop() {
      await server.close()
      await cluster.stop()
      if (mistakes.length > 0) throw mistakes[0]
    },
  }
}
