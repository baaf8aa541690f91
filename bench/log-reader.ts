import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { httpsTransport } from '../src/cluster/https-transport.ts'
import { kubeCluster } from '../src/cluster/kube-cluster.ts'
import { retrying } from '../src/cluster/retry.ts'
import { keepHeapSmall } from '../src/entry/small-heap.ts'
import { realClock } from '../src/entry/wire.ts'

// Follows one log into a file: `node bench/log-reader.ts SERVER|kubeconfig NAMESPACE POD CONTAINER FILE`. Prints JSON.
keepHeapSmall()
const [server = '', namespace = '', pod = '', container = '', file = ''] = process.argv.slice(2)
const endpoint =
  server === 'kubeconfig'
    ? await (await import('../src/entry/connect-target.ts')).connectTarget({ env: process.env, isLocal: false })
    : { server, credentials: () => Promise.resolve({}) }
const transport = retrying(httpsTransport(endpoint), { clock: realClock, random: Math.random })
const cluster = kubeCluster({ transport, clock: realClock, random: Math.random, server })
const out = createWriteStream(file)
const start = performance.now()
let lines = 0
let batch: string[] = []
let peak = 0
for await (const { text } of cluster.logs({ namespace, pod, container, follow: true }, new AbortController().signal)) {
  batch.push(text)
  lines++
  if (batch.length < 1000) continue
  if (!out.write(`${batch.join('\n')}\n`)) await once(out, 'drain')
  batch = []
  if (lines % 10_000 === 0) peak = Math.max(peak, process.memoryUsage.rss())
}
if (batch.length > 0) out.write(`${batch.join('\n')}\n`)
out.end()
await once(out, 'finish')
const { user, system } = process.cpuUsage()
console.log(
  JSON.stringify({
    ms: performance.now() - start,
    cpuMs: (user + system) / 1000,
    lines,
    rssMb: Math.max(peak, process.memoryUsage.rss()) / 2 ** 20,
  }),
)
await transport.close()
