import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Measured } from './measured.ts'

const count = 100_000
/** What a Node.js that does nothing has; sources that are compiled while they load are no part of what is shipped. */
const emptyNode = 42

interface Passed {
  readonly seconds: number
  readonly megabytes: number
}

/** How fast log lines get through the action's door: 100 characters each, with secrets to be looked for, into a pipe. */
export async function door(): Promise<readonly Measured[]> {
  const floor = await passed('plain')
  const ours = await passed('door')
  const against = { what: 'write of the same lines', value: floor.seconds }
  return [
    {
      bench: 'D',
      what: '100,000 lines through the door',
      value: ours.seconds,
      unit: 's',
      against,
      target: { of: 'value', atMost: 2 },
    },
    {
      bench: 'D',
      what: 'the same: memory they add',
      value: ours.megabytes,
      unit: 'MB',
      target: { of: 'value', atMost: 100 - emptyNode },
    },
  ]
}

async function passed(way: 'door' | 'plain'): Promise<Passed> {
  const child = spawn(process.execPath, [import.meta.filename, way], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GITHUB_ACTIONS: 'true' },
  })
  let lines = 0
  child.stdout.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) lines++
  })
  let told = ''
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString()
  })
  await once(child, 'close')
  if (lines !== count) throw new Error(`${lines} of ${count} lines came through: ${told}`)
  return JSON.parse(told)
}

const line = (i: number): string => `step ${i} ${'loss=0.1234 accuracy=0.9876 '.repeat(3)}`

async function writeAll(write: (i: number) => void): Promise<void> {
  const before = process.memoryUsage().rss
  const startedAt = performance.now()
  for (let i = 0; i < count; i++) {
    write(i)
    // Lines come in chunks from a socket: in between, the event loop turns.
    if (i % 500 === 499) await new Promise((resolve) => setImmediate(resolve))
  }
  await new Promise((resolve) => process.stdout.write('', resolve))
  const seconds = (performance.now() - startedAt) / 1000
  process.stderr.write(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 - before / 2 ** 20 }))
}

async function throughTheDoor(): Promise<void> {
  const { githubLog } = await import('../src/report/github-log.ts')
  const { calm } = await import('../src/report/calm.ts')
  const { heartbeat } = await import('../src/report/heartbeat.ts')
  const { redactor } = await import('../src/report/redact.ts')
  const { reportKeeper } = await import('../src/report/run-report.ts')
  const { githubRunner } = await import('../src/entry/runner.ts')
  const { processIo } = await import('../src/entry/process-io.ts')
  const { realClock } = await import('../src/entry/wire.ts')
  const io = processIo()
  const runner = await githubRunner()
  const log = githubLog(io.stdout, runner, { annotations: true, showDebug: false, color: true })
  const alive = heartbeat(calm(log), io.stdout, realClock)
  const keeper = reportKeeper()
  const redact = redactor(['hunter2-long', 'another secret\nof two lines'])
  const emit = redact.events((event) => {
    alive.emit(event)
    keeper.emit(event)
  })
  await writeAll((i) =>
    emit({ type: 'stage.log', at: i, stage: 'train', pod: 'train-1', container: 'main', line: line(i) }),
  )
}

if (import.meta.main) {
  const write = (i: number): void => void process.stdout.write(`${line(i)}\n`)
  await (process.argv[2] === 'door' ? throughTheDoor() : writeAll(write))
}
