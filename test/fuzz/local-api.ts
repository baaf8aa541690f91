import { createLocalApi, type LocalApiServer } from '../../src/local/api/local-api.ts'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { strangeRequests } from './strange-requests.ts'

// Asks the local API the strangest things: every verb, paths and bodies of all kinds, some of them nearly right. It must
// never answer an error of its own, never throw, never hang. `node test/fuzz/local-api.ts [COUNT] [SEED]`.
const count = Number(process.argv[2] ?? 100_000)
const seed = Number(process.argv[3] ?? 20260105)
const next = strangeRequests(seed)
const PATIENCE_MS = 10_000
const FRESH_EVERY = 20_000

function fresh(): LocalApiServer {
  const api = createLocalApi({ clock: virtualClock() })
  api.store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } })
  for (const namespace of ['default', 'other'])
    api.store.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace } })
  const schema = {
    openAPIV3Schema: {
      type: 'object',
      properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
    },
  }
  const names = { plural: 'models', singular: 'model', kind: 'Model' }
  const subresources = { status: {}, scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' } }
  const versions = [{ name: 'v1', served: true, storage: true, schema, subresources }]
  api.store.create({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'models.acme.test' },
    spec: { group: 'acme.test', scope: 'Namespaced', names, versions },
  })
  return api
}

// A real server answers these two with 500 and without a reason.
const TAKEN_OVER = /^(resourceVersion should not be set on objects to be created|failed to create typed patch object)/

async function one(api: LocalApiServer, signal: AbortSignal): Promise<{ status: number; text: string }> {
  const request = { ...next(), signal }
  last = request
  const answer = await api.handle(request)
  const pieces: Uint8Array[] = []
  const isEndless = answer.headers['transfer-encoding'] === 'chunked' || answer.headers['content-length'] === undefined
  // A stream goes on until its time is over, which here never comes: leave it at once.
  const stream = answer.body[Symbol.asyncIterator]()
  if (isEndless) await stream.return?.()
  else for (let piece = await stream.next(); piece.done !== true; piece = await stream.next()) pieces.push(piece.value)
  return { status: answer.status, text: Buffer.concat(pieces).toString() }
}

let last: unknown
const statuses = new Map<number, number>()
const start = performance.now()
let api = fresh()
for (let number = 0; number < count; number++) {
  if (number % FRESH_EVERY === 0) api = fresh()
  const signal = new AbortController()
  const timer = setTimeout(() => fail(`no answer within ${PATIENCE_MS} ms`, number), PATIENCE_MS)
  try {
    const { status, text } = await one(api, signal.signal)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    if (status >= 500 && status !== 504 && status !== 503) {
      const message = `${Object(JSON.parse(text)).message}`
      if (!TAKEN_OVER.test(message)) fail(text, number)
    }
  } catch (error) {
    fail(error instanceof Error ? `${error.stack}` : String(error), number)
  } finally {
    clearTimeout(timer)
    signal.abort()
  }
}
const counted = Object.fromEntries([...statuses].sort(([a], [b]) => a - b))
process.stdout.write(
  JSON.stringify({ requests: count, seed, seconds: Math.round((performance.now() - start) / 1000), statuses: counted }),
)

function fail(why: string, number: number): never {
  process.stderr.write(`request ${number} of seed ${seed}: ${why}\n${JSON.stringify(last).slice(0, 4000)}\n`)
  process.exit(1)
}
