import { expect, test } from 'vitest'
import type { Health } from '../../src/model/service-options.ts'
import { probesFor } from '../../src/plan/probes.ts'
import { aServiceStage } from '../builders-pipeline.ts'

test.each<readonly [Health, object]>([
  [{ kind: 'tcp' }, { tcpSocket: { port: 5000 } }],
  [{ kind: 'http', path: '/ok', port: 81 }, { httpGet: { path: '/ok', port: 81 } }],
  [{ kind: 'command', command: ['true'] }, { exec: { command: ['true'] } }],
  [{ kind: 'grpc', service: 's' }, { grpc: { port: 5000, service: 's' } }],
])('%j is checked at the start, for readiness and for life', (health, check) => {
  expect(probesFor(aServiceStage({ health }))).toMatchObject({
    startupProbe: check,
    readinessProbe: check,
    livenessProbe: check,
  })
})

test('readiness, life and start may each be checked in their own way', () => {
  const [ready, live] = [
    { kind: 'http' as const, path: '/ready' },
    { kind: 'command' as const, command: ['alive'] },
  ]
  expect(probesFor(aServiceStage({ probes: { readiness: ready, liveness: live } }))).toMatchObject({
    startupProbe: { tcpSocket: { port: 5000 } },
    readinessProbe: { httpGet: { path: '/ready', port: 5000 } },
    livenessProbe: { exec: { command: ['alive'] } },
  })
  expect(probesFor(aServiceStage({ probes: { liveness: 'none' } }))).not.toHaveProperty('livenessProbe')
})

test.each([
  [0, 1],
  [61, 31],
])('a start-up time of %i seconds is %i checks', (startupTimeoutSeconds, failureThreshold) => {
  expect(probesFor(aServiceStage({ startupTimeoutSeconds }))).toMatchObject({ startupProbe: { failureThreshold } })
})
