import { expect, test } from 'vitest'
import { virtualClock } from '../../../../src/local/clock-virtual.ts'
import { startProbes } from '../../../../src/local/node/process/prober.ts'

const exec = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({ exec: { command: [name] }, ...more })

function probing(spec: unknown, answer: (name: string, seconds: number) => boolean) {
  const clock = virtualClock()
  const told: string[] = []
  const begin = clock.now()
  const seconds = () => (clock.now() - begin) / 1000
  const stop = startProbes({
    clock,
    spec,
    target: {
      reach: () => ({ host: '127.0.0.1', port: 1 }),
      run: async ([name = '']) => ({ code: answer(name, seconds()) ? 0 : 1, output: 'no' }),
    },
    events: {
      onStarted: () => told.push('started'),
      onReady: (isReady) => told.push(`ready ${isReady} at ${seconds().toFixed(1)}`),
      onUnhealthy: (kind) => told.push(`${kind} given up at ${seconds().toFixed(1)}`),
      onFailure: (message) => told.push(message),
    },
  })
  return { clock, told, stop }
}

test('without probes a container is started and ready at once', () => {
  expect(probing({}, () => true).told).toEqual(['started', 'ready true at 0.0'])
})

test('readiness is looked for eagerly at first, and lost after as many failures as the probe says', async () => {
  const readinessProbe = exec('ready', { periodSeconds: 10, failureThreshold: 2 })
  const { clock, told } = probing({ readinessProbe }, (_name, at) => at > 1 && at < 15)
  await clock.advance(40_000)
  expect(told).toEqual([
    'started',
    'ready true at 1.1',
    'Readiness probe failed: no',
    'Readiness probe failed: no',
    'ready false at 31.1',
  ])
})

test('the other probes wait for the startup probe', async () => {
  const spec = { startupProbe: exec('up', { periodSeconds: 1, failureThreshold: 5 }), livenessProbe: exec('alive') }
  const { clock, told } = probing(spec, (name, at) => name === 'up' && at > 1.5)
  await clock.advance(60_000)
  expect(told).toEqual([
    'Startup probe failed: no',
    'started',
    'ready true at 1.6',
    'Liveness probe failed: no',
    'Liveness probe failed: no',
    'Liveness probe failed: no',
    'liveness given up at 31.6',
  ])
})

test('a container that does not start up is given up', async () => {
  const startupProbe = exec('up', { periodSeconds: 2, failureThreshold: 3, initialDelaySeconds: 1 })
  const { clock, told } = probing({ startupProbe }, () => false)
  await clock.advance(60_000)
  expect(told.at(-1)).toMatch(/^startup given up at 7\./)
  expect(told).toHaveLength(4)
})

test('success may be asked for more than once, and a stop ends everything', async () => {
  const { clock, told, stop } = probing(
    { readinessProbe: exec('r', { periodSeconds: 5, successThreshold: 2 }) },
    () => true,
  )
  await clock.advance(1000)
  expect(told).toEqual(['started'])
  await clock.advance(5000)
  expect(told).toEqual(['started', 'ready true at 5.0'])
  stop()
  await clock.advance(60_000)
  expect(told).toHaveLength(2)
})
