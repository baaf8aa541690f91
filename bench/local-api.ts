import { once } from 'node:events'
import { createServer } from 'node:http'
import { realClock } from '../src/local/clock-real.ts'
import { thinClient } from './thin-client.ts'

// How fast the local cluster answers; `npm run bench -- --only L`, or alone `node bench/local-api.ts`.
const WRITES = 5000
const OBJECTS = 5000
const CLIENTS = 16

const importing = performance.now()
const { startLocalCluster } = await import('../src/local/cluster.ts')
const { simulatedNode } = await import('../src/local/node/simulated/simulated-node.ts')
const starting = performance.now()
const cluster = startLocalCluster({ clock: realClock(), node: simulatedNode() })
const first = await cluster.api.handle({ method: 'GET', path: '/api/v1/namespaces/default', headers: {} })
for await (const _ of first.body) void _
const answered = performance.now()

const { serveLocalApi } = await import('../src/local/server.ts')
const server = await serveLocalApi(cluster.api)
const configMaps = '/api/v1/namespaces/default/configmaps'

// What the same writes take with a server that parses them and answers the same bytes.
const floor = createServer(async (incoming, outgoing) => {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const answer = Buffer.from(JSON.stringify(JSON.parse(text)))
  outgoing.writeHead(201, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
})
floor.listen(0, '127.0.0.1')
await once(floor, 'listening')
const floorAt = floor.address()
const floorStart = performance.now()
await writeAll(`http://127.0.0.1:${typeof floorAt === 'object' ? floorAt?.port : 0}`)
const floorMs = performance.now() - floorStart

const cpu = process.cpuUsage()
const writing = performance.now()
await writeAll(server.url)
const written = performance.now()
const used = process.cpuUsage(cpu)
const lists: number[] = []
let bytes = 0
const reader = await thinClient(server.url, server.token)
for (let round = 0; round < 5; round++) {
  const start = performance.now()
  bytes = await reader.ask('GET', `${configMaps}?limit=${OBJECTS}`)
  lists.push(Math.round(performance.now() - start))
}
reader.close()
floor.close()
await server.close()
await cluster.stop()

console.log(
  JSON.stringify({
    importMs: Math.round(starting - importing),
    startToFirstAnswerMs: Math.round(answered - starting),
    writesPerSecond: Math.round((WRITES / (written - writing)) * 1000),
    writesPerCpuSecond: Math.round(WRITES / ((used.user + used.system) / 1e6)),
    floorPerSecond: Math.round((WRITES / floorMs) * 1000),
    listOf5000Ms: lists,
    slowestListMs: Math.max(...lists),
    listBytes: bytes,
  }),
)

async function writeAll(url: string): Promise<void> {
  let next = 0
  const client = async () => {
    const { ask, close } = await thinClient(url, server.token)
    while (next < WRITES) {
      const metadata = { name: `map-${next++}` }
      await ask('POST', configMaps, JSON.stringify({ metadata, data: { key: 'value', other: 'x'.repeat(200) } }))
    }
    close()
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
}
