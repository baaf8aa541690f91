import { expect, test } from 'vitest'
import { kubeCluster } from '../../src/cluster/kube-cluster.ts'
import { retrying } from '../../src/cluster/retry.ts'
import type { Transport } from '../../src/cluster/transport.ts'
import { type VirtualClock, virtualClock } from '../../src/local/clock-virtual.ts'
import type { Cluster, LogRequest } from '../../src/run/ports.ts'
import { chunks, type Fault, type FaultPlan, faultProxy, scripted, seededRandom } from './fault-proxy.ts'
import { logServer, records } from './log-server.ts'

const follow: LogRequest = { namespace: 'ml', pod: 'p', container: 'c', follow: true }
const isLog = (path: string) => path.includes('/log')

function clusterOver(transport: Transport, clock: VirtualClock): Cluster {
  const random = seededRandom(7)
  return kubeCluster({ transport: retrying(transport, { clock, random }), clock, random, server: 'https://api' })
}

async function linesOf(
  transport: Transport,
  clock: VirtualClock = virtualClock(),
  request: LogRequest = follow,
): Promise<readonly string[]> {
  const read = async (): Promise<readonly string[]> => {
    const lines: string[] = []
    for await (const { time, text } of clusterOver(transport, clock).logs(request, new AbortController().signal))
      lines.push(`${time} ${text}`)
    return lines
  }
  return clock.run(read())
}

/** Faults for the first readings of the log; looking at the pod always works. */
function onLog(faults: readonly (Fault | undefined)[]): FaultPlan {
  let n = 0
  return ({ path }) => (isLog(path) ? faults[n++] : undefined)
}

test('a log is read from its first line until the container has ended, and then asked for once more', async () => {
  const lines = records(40)
  const proxy = faultProxy(
    logServer((n) => ({ instances: [lines], hasEnded: n > 0 })),
    () => undefined,
  )
  expect(await linesOf(proxy)).toEqual(lines)
  expect(proxy.requests.map(({ path }) => path.replace(/.*pods\/p/, ''))).toEqual([
    '/log?container=c&timestamps=true&follow=true',
    '',
    `/log?container=c&timestamps=true&sinceTime=${encodeURIComponent('2026-01-05T09:00:04Z')}`,
  ])
})

test('whoever knows that the container has ended saves asking for it', async () => {
  const lines = records(40)
  const clock = virtualClock()
  const end = new AbortController()
  clock.after(100, () => end.abort())
  const proxy = faultProxy(
    logServer(() => ({ instances: [lines], hasEnded: false })),
    () => undefined,
  )
  expect(await linesOf(proxy, clock, { ...follow, ended: end.signal })).toEqual(lines)
  expect(proxy.requests.map(({ path }) => /log\?.*(follow|sinceTime)/.exec(path)?.[1])).toEqual(['follow', 'sinceTime'])
})

test('a stream that ends early with status 200 loses nothing', async () => {
  const lines = records(200)
  const proxy = faultProxy(
    logServer(() => ({ instances: [lines], hasEnded: true })),
    onLog([
      { kind: 'short', afterBytes: 3333 },
      { kind: 'short', afterBytes: 1500 },
    ]),
  )
  expect(await linesOf(proxy)).toEqual(lines)
})

test('whatever cuts in, every line comes once and in order', async () => {
  const lines = records(300, (i) => (i % 9 === 0 ? '' : `zeile ${i} ${'ü€😀'.repeat(i % 11)}`))
  for (let seed = 1; seed <= 40; seed++) {
    const random = seededRandom(seed)
    const cuts = Array.from({ length: 12 }, (): Fault | undefined => {
      const afterBytes = Math.floor(random() * 9000)
      const kinds: readonly (Fault | undefined)[] = [
        { kind: 'cut', afterBytes },
        { kind: 'short', afterBytes },
        { kind: 'refused' },
        { kind: 'status', status: 503 },
        { kind: 'status', status: 429, retryAfter: 1 },
        { kind: 'lost-answer' },
        { kind: 'shatter', random },
      ]
      return kinds[Math.floor(random() * kinds.length)]
    })
    const ends = 3 + Math.floor(random() * 9)
    const server = logServer((n) => ({ instances: [lines], hasEnded: n >= ends }))
    expect(await linesOf(faultProxy(server, onLog(cuts))), `seed ${seed}`).toEqual(lines)
  }
})

test('lines of one and the same instant are counted, not compared', async () => {
  const lines = Array.from({ length: 90 }, () => '2026-01-05T09:00:00.000000000Z again')
  const proxy = faultProxy(
    logServer((n) => ({ instances: [lines], hasEnded: n > 3 })),
    onLog([
      { kind: 'cut', afterBytes: 1000 },
      { kind: 'cut', afterBytes: 2000 },
      { kind: 'cut', afterBytes: 2010 },
    ]),
  )
  expect(await linesOf(proxy)).toEqual(lines)
})

test('a line out of order at the turn of a second is neither lost nor repeated', async () => {
  const lines = [
    '2026-01-05T09:00:00.900000000Z a',
    '2026-01-05T09:00:01.000000100Z b',
    '2026-01-05T09:00:00.999999900Z c',
    '2026-01-05T09:00:01.000000300Z d',
    '2026-01-05T09:00:01.500000000Z e',
  ]
  const size = `${lines[0]}\n`.length
  for (let count = 1; count <= 5; count++) {
    const proxy = faultProxy(
      logServer((n) => ({ instances: [lines], hasEnded: n > 1 })),
      onLog([{ kind: 'cut', afterBytes: size * count }]),
    )
    expect(await linesOf(proxy), `cut after ${count}`).toEqual(lines)
  }
})

test('lines that the node rotated away while the stream was cut are told of, the rest is complete', async () => {
  const lines = records(100)
  const proxy = faultProxy(
    logServer((n) => ({ instances: [lines], hasEnded: n > 1, rotated: n === 0 ? 0 : 60 })),
    onLog([{ kind: 'cut', afterBytes: 1000 }]),
  )
  const seen = await linesOf(proxy)
  const notice = seen.findIndex((line) => line.includes('[bodywork] lines between'))
  expect(notice).toBeGreaterThan(5)
  expect(seen.slice(0, notice)).toEqual(lines.slice(0, notice))
  expect(seen.slice(notice + 1)).toEqual(lines.slice(60))
})

test('a rotation that took only what was read already loses nothing, and nothing is said', async () => {
  const lines = records(100)
  for (const rotated of [1, 5, 12]) {
    const proxy = faultProxy(
      logServer((n) => ({ instances: [lines], hasEnded: n > 1, rotated: n === 0 ? 0 : rotated })),
      onLog([{ kind: 'cut', afterBytes: 1000 }]),
    )
    expect(await linesOf(proxy)).toEqual(lines)
  }
})

/** A node that reads one file to its end, then only the next one, as it does when the container has ended meanwhile. */
function turningAt(lines: readonly string[], at: number, ...rest: readonly string[]) {
  return logServer((n) =>
    n === 0
      ? { instances: [[...lines.slice(0, at), ...rest]], hasEnded: true, isOpenEnded: rest.length > 0 }
      : { instances: [lines], hasEnded: true, rotated: at },
  )
}

test('nothing is between a file that was read to its end and the next, and nothing is said of it', async () => {
  const lines = records(100)
  expect(await linesOf(turningAt(lines, 40))).toEqual(lines)
})

test('a line that begins in one file and ends in the next is one line', async () => {
  const lines = records(100)
  const [time, ...words] = (lines[40] ?? '').split(' ')
  const second = [`${time?.replace(/\d\d\dZ$/, '999Z')} ${words.slice(1).join(' ')}`, ...lines.slice(41)]
  expect(await linesOf(turningAt([...lines.slice(0, 40), ...second], 40, `${time} ${words[0]} `))).toEqual(lines)
})

test('what may be a whole file that the node went past is told of', async () => {
  const lines = records(100)
  const seen = await linesOf(turningAt([...lines.slice(0, 40), ...lines.slice(90)], 40))
  expect(seen).toHaveLength(51)
  expect(seen[40]).toContain('may be missing')
})

test('an end with a complaint of the node is not the end of its file', async () => {
  const lines = records(100)
  const seen = await linesOf(turningAt(lines, 40, 'failed to watch file: no space left on device'))
  expect(seen).toHaveLength(101)
  expect(seen[40]).toContain('may be missing')
})

test('a follow ends with its instance: the rest is read from the previous log, not from the next one', async () => {
  const [first, second] = [records(50), records(80, (i) => `second ${i}`).slice(60)]
  for (const request of [follow, { ...follow, restarts: 0 }]) {
    const server = logServer((n) =>
      n === 0
        ? { instances: [first], hasEnded: false }
        : { instances: [first, second], hasEnded: false, startedAt: '2026-01-05T09:00:08Z' },
    )
    const proxy = faultProxy(server, onLog([{ kind: 'cut', afterBytes: 900 }]))
    expect(await linesOf(proxy, virtualClock(), request)).toEqual(first)
  }
})

test('a container that has not started is waited for', async () => {
  const lines = records(10)
  const clock = virtualClock()
  const startedAt = clock.now()
  const server = logServer((n) => ({
    instances: clock.now() - startedAt < 60_000 ? [] : [lines],
    hasEnded: clock.now() - startedAt > 70_000 + n,
  }))
  expect(await linesOf(server, clock)).toEqual(lines)
})

test('a container that ended without ever starting has no lines', async () => {
  expect(await linesOf(logServer(() => ({ instances: [], hasEnded: true })))).toEqual([])
})

test('the log of a pod that is not there is a problem', async () => {
  await expect(linesOf(logServer(() => undefined))).rejects.toMatchObject({
    problems: [{ code: 'cluster/not-found' }],
  })
})

test('a pod that is deleted meanwhile ends its log', async () => {
  const lines = records(30)
  const server = logServer((n) => (n === 0 ? { instances: [lines], hasEnded: false } : undefined))
  expect(await linesOf(server)).toEqual(lines)
})

test('a pod may be silent for hours on one stream', async () => {
  const clock = virtualClock()
  const [first = '', last = ''] = records(2)
  let streams = 0
  const server = scripted((_request, url) => {
    if (!url.pathname.endsWith('/log'))
      return { body: podWith(clock.now() < start + 3 * hour ? { running: {} } : { terminated: {} }) }
    if (streams++ > 0) return { body: `${last}\n` }
    return {
      body: (async function* () {
        yield Buffer.from(`${first}\n`)
        await clock.sleep(3 * hour)
        yield Buffer.from(`${last}\n`)
      })(),
    }
  })
  const hour = 3_600_000
  const start = clock.now()
  expect(await linesOf(server, clock)).toEqual([first, last])
  expect(streams).toBe(2)
})

test('a stream that died without saying so is left when its container has ended', async () => {
  const clock = virtualClock()
  const lines = records(30)
  const start = clock.now()
  const server = logServer(() => ({ instances: [lines], hasEnded: clock.now() > start + 600_000 }))
  const proxy = faultProxy(server, onLog([{ kind: 'silent', afterBytes: 500 }]))
  expect(await linesOf(proxy, clock)).toEqual(lines)
  expect(clock.now() - start).toBeLessThan(900_000)
})

test('bytes that are no text, NUL, lone CR and a last line without end arrive as lines', async () => {
  const time = '2026-01-05T09:00:00.000000001Z'
  const bytes = Buffer.concat([
    Buffer.from(`${time} 10%\r20%\r\n${time} nul\0nul\n${time} `),
    Buffer.from([0xff, 0xfe, 0xc3]),
    Buffer.from(`\n${time}  indented\n${time}\n${time} no end`),
  ])
  const seen: string[] = []
  const logs = clusterOver(
    scripted(() => ({ body: chunks([bytes]) })),
    virtualClock(),
  ).logs({ ...follow, follow: false }, new AbortController().signal)
  for await (const { text } of logs) seen.push(text)
  expect(seen).toEqual(['10%\r20%', 'nul\0nul', '���', ' indented', '', 'no end'])
})

test('a last line without end comes once, also when a cut falls into it', async () => {
  const lines = records(20)
  const size = lines.join('\n').length
  for (const afterBytes of [size - 3, size - 30, size + 40]) {
    const server = logServer((n) => ({ instances: [lines], hasEnded: n > 0, isOpenEnded: true }))
    const faults: readonly Fault[] = [{ kind: 'short', afterBytes }]
    expect(await linesOf(faultProxy(server, onLog(faults))), `after ${afterBytes}`).toEqual(lines)
  }
})

test('a last line without end is kept when its pod is gone before it can be read again', async () => {
  const lines = records(5)
  const server = logServer((n) => (n === 0 ? { instances: [lines], hasEnded: true, isOpenEnded: true } : undefined))
  expect(await linesOf(server)).toEqual(lines)
})

test('what the node itself complains of is no output of the program', async () => {
  const server = scripted(() => ({ body: 'unable to retrieve container logs for containerd://1234' }))
  expect(await linesOf(server, virtualClock(), { ...follow, follow: false })).toEqual([])
})

test('a tail that is cut goes on after its last line', async () => {
  const lines = records(60)
  const server = logServer((n) => ({ instances: [lines], hasEnded: n > 1 }))
  const proxy = faultProxy(server, onLog([{ kind: 'cut', afterBytes: 500 }]))
  const seen = await linesOf(proxy, virtualClock(), { ...follow, tailLines: 20 })
  expect(seen).toEqual(lines.slice(40))
})

test('nothing is read ahead of the reader', async () => {
  let pulled = 0
  const server = scripted(() => ({
    body: (async function* () {
      for (const line of records(1000)) {
        pulled++
        yield Buffer.from(`${line}\n`)
      }
    })(),
  }))
  const logs = clusterOver(server, virtualClock()).logs(follow, new AbortController().signal)
  let read = 0
  for await (const _line of logs) {
    read++
    expect(pulled - read).toBeLessThanOrEqual(1)
    if (read === 50) break
  }
  expect(pulled).toBeLessThan(60)
})

test('an aborted follow ends at once', async () => {
  const clock = virtualClock()
  const stop = new AbortController()
  const server = logServer(() => ({ instances: [records(30)], hasEnded: false }))
  const proxy = faultProxy(server, onLog([{ kind: 'silent', afterBytes: 500 }]))
  const read = async (): Promise<number> => {
    let count = 0
    for await (const _line of clusterOver(proxy, clock).logs(follow, stop.signal)) if (++count === 5) stop.abort()
    return count
  }
  expect(await clock.run(read())).toBeLessThan(15)
})

function podWith(state: object) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'ml' },
    status: { phase: 'Running', containerStatuses: [{ name: 'c', restartCount: 0, state }] },
  }
}
