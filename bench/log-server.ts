import { once } from 'node:events'
import { createServer } from 'node:http'

// A node with one pod that has printed a million lines: filters by whole seconds as nodes do, and cuts the stream after
// so many lines. `node bench/log-server.ts LINES CUT_EVERY`; prints its port.
const count = Number(process.argv[2] ?? 1_000_000)
const cutEvery = Number(process.argv[3] ?? 50_000)
const perSecond = 20_000
const start = Date.UTC(2026, 0, 5, 9, 0, 0)

function second(n: number): string {
  return new Date(start + n * 1000).toISOString().slice(0, 19)
}

const seconds = Array.from({ length: Math.ceil(count / perSecond) }, (_, n) => {
  const lines: string[] = []
  const time = second(n)
  for (let i = n * perSecond; i < Math.min(count, (n + 1) * perSecond); i++)
    lines.push(
      `${time}.${String((i % perSecond) * 50_000).padStart(9, '0')}Z line ${String(i).padStart(8, '0')} of the log of a training run\n`,
    )
  return lines
})
const pod = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'n' },
  status: {
    phase: 'Succeeded',
    containerStatuses: [{ name: 'c', restartCount: 0, state: { terminated: { startedAt: `${second(0)}Z` } } }],
  },
})

const server = createServer(async (incoming, answer) => {
  const url = new URL(incoming.url ?? '/', 'http://node')
  if (!url.pathname.endsWith('/log')) return answer.end(pod)
  const since = url.searchParams.get('sinceTime')?.slice(0, 19) ?? ''
  let sent = 0
  let isNew = 0
  for (const [n, lines] of seconds.entries()) {
    if (second(n) < since) continue
    for (let i = 0; i < lines.length; i += 500) {
      const text = lines.slice(i, i + 500).join('')
      sent += 500
      if (n > seconds.findIndex((_, at) => second(at) === since)) isNew += 500
      // A cut falls in the middle of a line.
      if (sent >= cutEvery + perSecond * 2 && isNew > 0) {
        answer.write(text.slice(0, -17))
        return answer.destroy()
      }
      if (!answer.write(text)) await once(answer, 'drain').catch(() => undefined)
      if (answer.destroyed) return
    }
  }
  return answer.end()
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(typeof address === 'object' ? address?.port : '')
})
