import type { ServiceStage } from '../model/pipeline.ts'
import { never } from '../model/problem.ts'
import type { Health } from '../model/service-options.ts'

const startupPeriodSeconds = 2

/**
 * Probes of a service: it may take its start-up time, counts as ready within a second or two of answering, and is
 * restarted after half a minute of silence. A readiness probe is always there: without one a crash loop is "available".
 */
export function probesFor(stage: ServiceStage): object {
  const { health, probes, port } = stage
  const check = (own: Health | undefined) => checkFor(own ?? health, port)
  const startupSeconds = Math.max(stage.startupTimeoutSeconds, startupPeriodSeconds)
  return {
    startupProbe: {
      ...check(probes?.startup),
      periodSeconds: startupPeriodSeconds,
      timeoutSeconds: 5,
      failureThreshold: Math.ceil(startupSeconds / startupPeriodSeconds),
    },
    readinessProbe: { ...check(probes?.readiness), periodSeconds: 2, timeoutSeconds: 5, failureThreshold: 3 },
    ...(probes?.liveness === 'none'
      ? {}
      : {
          livenessProbe: { ...check(probes?.liveness), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
        }),
  }
}

function checkFor(health: Health, port: number): object {
  switch (health.kind) {
    case 'http':
      return { httpGet: { path: health.path, port: health.port ?? port } }
    case 'tcp':
      return { tcpSocket: { port: health.port ?? port } }
    case 'command':
      return { exec: { command: health.command } }
    case 'grpc':
      return {
        grpc: { port: health.port ?? port, ...(health.service === undefined ? {} : { service: health.service }) },
      }
    default:
      return never(health)
  }
}
