import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const door = JSON.stringify(join(process.cwd(), 'src/entry/process-io.ts'))

/** Runs a program with the real outside world as `io`. */
const withIo = (program: string) =>
  spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `const { processIo } = await import(${door}); const io = processIo(); ${program}`,
  ])

test('when nobody reads any more, work goes on to its end and says nothing', async () => {
  const child = withIo(`
    while (io.unread.aborted === false) {
      io.stdout('a line that is longer than nothing\\n')
      await new Promise(setImmediate)
    }
    io.stdout('dropped\\n')
    io.stderr('done\\n')
    process.exitCode = 7`)
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  child.stdout.once('data', () => child.stdout.destroy())
  const [status] = await once(child, 'close')
  expect(complaint).toBe('done\n')
  expect(status).toBe(7)
})

test('the first signal asks for an end, the second makes one', async () => {
  const child = withIo(`
    const hold = setInterval(() => undefined, 1000)
    io.signal.addEventListener('abort', () => io.stdout('asked\\n'))
    io.stdout('ready\\n')`)
  const ended = once(child, 'close')
  child.stdout.on('data', () => child.kill('SIGTERM'))
  expect((await ended)[0]).toBe(130)
})

test('what was named a secret is shown by stars from then on, on both streams', async () => {
  const child = withIo(`
    io.mask('unique-token')
    io.stdout('token unique-token\\n')
    io.stderr(Buffer.from('unique-token').toString('base64') + '\\n')`)
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += chunk
    })
  await once(child, 'close')
  expect(printed).toContain('token ***\n')
  expect(printed).not.toMatch(/unique-token|dW5pcXVlLXRva2Vu/)
})
