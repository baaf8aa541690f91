// How fast log lines get through the action's door: 100,000 lines of 100 characters, with secrets to be looked for, into
// a pipe that another process reads. Prints seconds, lines a second and the peak of memory.
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const count = Number(process.argv[2] ?? 100_000)

if (process.argv[3] === 'child') await door()
else await measure()

async function measure(): Promise<void> {
  const child = spawn(process.execPath, [import.meta.filename, String(count), 'child'], {
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
  const { seconds, megabytes } = JSON.parse(told)
  console.log(
    `door: ${lines} lines in ${seconds.toFixed(2)} s, ${Math.round(lines / seconds)} lines/s, ${Math.round(megabytes)} MB`,
  )
}

async function door(): Promise<void> {
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
  const filler = 'loss=0.1234 accuracy=0.9876 '.repeat(3)
  const startedAt = performance.now()
  for (let i = 0; i < count; i++) {
    emit({ type: 'stage.log', at: i, stage: 'train', pod: 'train-1', container: 'main', line: `step ${i} ${filler}` })
    // Lines come in chunks from a socket: in between, the event loop turns.
    if (i % 500 === 499) await new Promise((resolve) => setImmediate(resolve))
  }
  await new Promise((resolve) => process.stdout.write('', resolve))
  const seconds = (performance.now() - startedAt) / 1000
  process.stderr.write(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }))
}
