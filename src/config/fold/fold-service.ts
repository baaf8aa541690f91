import type { PodStage, ServiceStage } from '../../model/pipeline.ts'
import type { Health, Ingress } from '../../model/service-options.ts'
import { booleanAt, defined, jsonMapAt, numberAt, secondsAt, textAt, textMapAt, textsAt, wordAt } from '../read-tree.ts'
import { type Tree, valueAt } from '../tree.ts'

/** A pod that stops is still sent requests until every node has heard of it; it goes on answering for so long. */
const defaultDrainSeconds = 5

/** The part of a service stage that is its own. */
export function foldService(stage: Tree): Omit<ServiceStage, keyof PodStage> {
  const tree = valueAt(stage, 'service')
  const ports = valueAt(tree, 'ports')
  return defined({
    kind: 'service' as const,
    port: numberAt(tree, 'port') ?? 0,
    extraPorts:
      ports?.kind === 'map' ? ports.entries.map(({ key: name, value }) => ({ name, port: numberAt(value) ?? 0 })) : [],
    replicas: numberAt(tree, 'replicas') ?? 1,
    startupTimeoutSeconds: secondsAt(tree, 'startup_timeout') ?? 300,
    health: healthOf(valueAt(tree, 'health')),
    probes: probesOf(valueAt(tree, 'health')),
    ingress: ingressOf(valueAt(tree, 'ingress')),
    autoscale: autoscaleOf(valueAt(tree, 'autoscale')),
    restart: booleanAt(tree, 'restart') ?? true,
    headless: booleanAt(tree, 'headless') ?? false,
    drainSeconds: secondsAt(tree, 'drain') ?? defaultDrainSeconds,
  })
}

function healthOf(tree: Tree | undefined): Health {
  const port = numberAt(tree, 'port')
  const path = wordAt(tree, 'path')
  if (path !== undefined) return defined({ kind: 'http' as const, path, port })
  const command = textsAt(tree, 'command')
  if (command.length > 0) return { kind: 'command', command }
  const grpc = valueAt(tree, 'grpc')
  if (grpc !== undefined && booleanAt(grpc) !== false)
    return defined({ kind: 'grpc' as const, port, service: wordAt(grpc) })
  return defined({ kind: 'tcp' as const, port })
}

function probesOf(tree: Tree | undefined): ServiceStage['probes'] {
  const own = (name: string): Health | undefined => {
    const check = valueAt(tree, name)
    return check?.kind === 'map' ? healthOf(check) : undefined
  }
  const isNeverRestarted = booleanAt(tree, 'liveness') === false
  const probes = defined({
    readiness: own('readiness'),
    liveness: isNeverRestarted ? ('none' as const) : own('liveness'),
    startup: own('startup'),
  })
  return Object.keys(probes).length === 0 ? undefined : probes
}

function ingressOf(tree: Tree | undefined): Ingress | undefined {
  if (tree === undefined || booleanAt(tree) === false) return undefined
  const gateway = wordAt(tree, 'gateway', 'name')
  return defined({
    host: wordAt(tree, 'host'),
    path: wordAt(tree, 'path'),
    className: wordAt(tree, 'class'),
    tlsSecret: wordAt(tree, 'tls'),
    annotations: textMapAt(tree, 'annotations'),
    via: textAt(tree, 'via') === 'gateway' ? ('gateway' as const) : ('ingress' as const),
    gateway:
      gateway === undefined ? undefined : defined({ name: gateway, namespace: wordAt(tree, 'gateway', 'namespace') }),
  })
}

function autoscaleOf(tree: Tree | undefined): ServiceStage['autoscale'] {
  const max = numberAt(tree, 'max')
  if (max === undefined) return undefined
  return defined({
    min: numberAt(tree, 'min') ?? 1,
    max,
    cpu: numberAt(tree, 'cpu'),
    memory: numberAt(tree, 'memory'),
    metric: jsonMapAt(tree, 'metric'),
  })
}
