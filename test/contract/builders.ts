import { BEHAVIOUR } from '../../src/local/node/simulated/behaviour.ts'

/** The image of all pods; any with a POSIX shell at `/bin/sh` and `httpd` will do, the test cluster has this one. */
export const IMAGE = process.env['CONTRACT_IMAGE'] ?? 'registry.local/busybox:1'

/** What a container does: run as a shell script on a real node, followed as a script on a simulated one. */
export interface Task {
  readonly seconds?: number
  readonly exit?: number
  readonly lines?: readonly string[]
}

/** A pod spec and its annotations for a task. */
export function podFor(task: Task, spec: Readonly<Record<string, unknown>> = {}) {
  const { seconds = 0, exit = 0, lines = [] } = task
  const said = lines.map((line) => `echo '${line}'`)
  const script = [...said, ...(seconds > 0 ? [`sleep ${seconds}`] : []), `exit ${exit}`].join('; ')
  const behaviour = { runMs: seconds * 1000, exitCode: exit, logs: lines, stopExitCode: 137 }
  return {
    metadata: { annotations: { [BEHAVIOUR]: JSON.stringify(behaviour) } },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      containers: [{ name: 'main', image: IMAGE, command: ['sh', '-c', script] }],
      ...spec,
    },
  }
}

/** A pod that serves until it is stopped. */
export function serverFor(labels: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  return {
    metadata: { labels },
    spec: {
      terminationGracePeriodSeconds: 1,
      containers: [
        {
          name: 'main',
          image: IMAGE,
          command: ['sh', '-c', 'mkdir -p /w; echo ok > /w/index.html; exec httpd -f -p 8080 -h /w'],
          env: Object.entries(env).map(([name, value]) => ({ name, value })),
          ports: [{ name: 'http', containerPort: 8080 }],
          readinessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 },
        },
      ],
    },
  }
}

/** A ConfigMap. */
export function configMap(name: string, data: Readonly<Record<string, string>> = {}, metadata: object = {}) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data }
}

/** A Job of one task. */
export function job(name: string, task: Task = {}, spec: object = {}, pod: Readonly<Record<string, unknown>> = {}) {
  const template = podFor(task, pod)
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name }, spec: { backoffLimit: 0, template, ...spec } }
}

/** A pod of one task. */
export function pod(name: string, task: Task = {}, spec: Readonly<Record<string, unknown>> = {}) {
  const { metadata, spec: full } = podFor(task, spec)
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, ...metadata }, spec: full }
}

/** A Deployment of servers. */
export function deployment(name: string, spec: object = {}, env: Readonly<Record<string, string>> = {}) {
  const labels = { app: name }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas: 1, selector: { matchLabels: labels }, template: serverFor(labels, env), ...spec },
  }
}
