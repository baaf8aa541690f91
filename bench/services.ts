import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Pipeline } from '../src/model/pipeline.ts'
import { aPipeline, aServiceStage } from '../test/builders-pipeline.ts'
import { engineRun, type LocalAt, planOf, withLocalServer } from './local-engine.ts'
import { type Measured, percentile } from './measured.ts'
import { program, ran } from './program.ts'

const namespaces = 20
const servicesEach = 10
const rounds = 11
const atOnce = 5
/** The four lists that the answer is made of, asked and read by a program that does nothing else. */
const bare = `const [url, token] = process.argv.slice(1)
const paths = ['apps/v1/deployments', 'networking.k8s.io/v1/ingresses', 'gateway.networking.k8s.io/v1/httproutes']
const asked = ['/api/v1/services', ...paths.map((path) => '/apis/' + path)].map(async (path) => {
  const answer = await fetch(url + path + '?labelSelector=app%3Dbodywork', { headers: { authorization: 'Bearer ' + token } })
  return (await answer.text()).startsWith('{') ? 1 : 0
})
await Promise.all(asked)
`

/** B10: `get deployment` with 200 services in 20 namespaces, as people start it, and how often it asks the server. */
export async function services(): Promise<readonly Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-services-'))
  try {
    return await withLocalServer({ readyMs: 0 }, async (at) => {
      await deployAll(at)
      const counting = await countingProxy(at)
      const config = kubeconfigIn(folder, 'direct', at.url, at.token)
      await listed(kubeconfigIn(folder, 'counted', counting.url, at.token))
      counting.close()
      const [ours, floor]: [number[], number[]] = [[], []]
      for (let round = 0; round < rounds; round++) {
        ours.push(await listed(config))
        floor.push((await ran(process.execPath, ['--input-type=module', '-e', bare, at.url, at.token])).ms)
      }
      const bench = 'B10'
      return [
        {
          bench,
          what: `get deployment: ${namespaces * servicesEach} services in ${namespaces} namespaces`,
          value: percentile(ours, 0.5),
          unit: 'ms',
          against: { what: 'node -e that fetches the lists', value: percentile(floor, 0.5) },
          target: { of: 'value', atMost: 1000 },
        },
        { bench, what: 'the same: requests', value: counting.count(), unit: '', target: { of: 'value', atMost: 5 } },
      ]
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds of one `get deployment`, which must name every service. */
async function listed(kubeconfig: string): Promise<number> {
  const { ms, stdout, status } = await ran(process.execPath, [program, 'get', 'deployment', '--kubeconfig', kubeconfig])
  const lines = stdout.split('\n').filter((line) => line.includes('healthy')).length
  if (status !== 0 || lines !== namespaces * servicesEach) throw new Error(`${lines} services were listed (${status})`)
  return ms
}

async function deployAll(at: LocalAt): Promise<void> {
  const left = Array.from({ length: namespaces }, (_, index) => pipeline(index))
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { outcome } = await engineRun(at, planOf(next, { runId: next.name }), { onEvent: () => undefined })
      if (outcome !== 'succeeded') throw new Error(`${next.name} ${outcome}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

function pipeline(index: number): Pipeline {
  const name = `models-${index}`
  const names = Array.from({ length: servicesEach }, (_, service) => `serve${service}`)
  const stages = names.map((service) =>
    aServiceStage({ name: service, program: { kind: 'image', args: [] }, source: 'image' }),
  )
  return aPipeline({ name, namespace: name, stages, steps: [names], source: 'image' })
}

/** Stands between the program and the server, and counts. */
async function countingProxy(at: LocalAt) {
  let count = 0
  const server = createServer((asked, response) => {
    count++
    const { host: _, ...headers } = asked.headers
    const onward = request(`${at.url}${asked.url}`, { method: asked.method ?? 'GET', headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    asked.pipe(onward)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => count,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function kubeconfigIn(folder: string, name: string, server: string, token: string): string {
  const path = join(folder, name)
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user: { token } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  }
  writeFileSync(path, JSON.stringify(config))
  return path
}
