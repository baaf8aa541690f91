import { Agent, request } from 'node:http'
import { realClock } from '../src/local/clock-real.ts'

// How fast the local cluster answers; `node bench/local-api.ts`.
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
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
const configMaps = '/api/v1/namespaces/default/configmaps'

function ask(method: string, path: string, body?: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${server.url}${path}`, { method, agent, headers }, (response) => {
      let length = 0
      response.on('data', (chunk: Buffer) => {
        length += chunk.length
      })
      response.on('end', () => resolve(length))
      if (![200, 201].includes(response.statusCode ?? 0)) reject(new Error(`${method} ${path}: ${response.statusCode}`))
    })
      .on('error', reject)
      .end(body)
  })
}

const cpu = process.cpuUsage()
const writing = performance.now()
let next = 0
await Promise.all(
  Array.from({ length: CLIENTS }, async () => {
    while (next < WRITES) {
      const name = `map-${next++}`
      await ask(
        'POST',
        configMaps,
        JSON.stringify({ metadata: { name }, data: { key: 'value', other: 'x'.repeat(200) } }),
      )
    }
  }),
)
const written = performance.now()
const used = process.cpuUsage(cpu)
const lists: number[] = []
let bytes = 0
for (let round = 0; round < 5; round++) {
  const start = performance.now()
  bytes = await ask('GET', `${configMaps}?limit=${OBJECTS}`)
  lists.push(Math.round(performance.now() - start))
}
agent.destroy()
await server.close()
await cluster.stop()

console.log(
  JSON.stringify({
    importMs: Math.round(starting - importing),
    startToFirstAnswerMs: Math.round(answered - starting),
    writesPerSecond: Math.round((WRITES / (written - writing)) * 1000),
    writesPerCpuSecond: Math.round(WRITES / ((used.user + used.system) / 1e6)),
    listOf5000Ms: lists,
    listBytes: bytes,
  }),
)
