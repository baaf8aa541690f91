import { realClock } from '../src/local/clock-real.ts'
import { startLocalCluster } from '../src/local/cluster.ts'
import { simulatedNode } from '../src/local/node/simulated/simulated-node.ts'
import { serveLocalApi } from '../src/local/server.ts'

// A local cluster in a process of its own: every pod runs that long, or is ready after that time when it is a service's.
const [runMs = 1000, readyMs = 0] = process.argv.slice(2).map(Number)
const cluster = startLocalCluster({
  clock: realClock(),
  node: simulatedNode({
    script: (pod) => {
      const isService = pod.metadata.labels?.['pod-template-hash'] !== undefined
      const isBad = JSON.stringify(pod).includes('"value":"bad"')
      return { containers: { bodywork: isService ? { readyMs } : { runMs, exitCode: isBad ? 1 : 0 } } }
    },
  }),
})
cluster.store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iris' } })
const { url, token } = await serveLocalApi(cluster.api)
process.stdout.write(`${JSON.stringify({ url, token })}\n`)
