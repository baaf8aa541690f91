import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { listAt, textAt } from '../src/local/api/json.ts'
import { realClock } from '../src/local/clock-real.ts'
import type { LocalStore, LogOptions, NodeRuntime } from '../src/local/contract.ts'
import { interpreterOn } from '../src/local/node/process/injected.ts'
import { type ProcessNodeOptions, processNode } from '../src/local/node/process/process-node.ts'
import type { KubeObject } from '../src/plan/objects.ts'
import { memoryStore } from './builders-local.ts'

/** A folder that is gone when the test is over. */
export function scratchFolder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'bw-')))
  onTestFinished(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }))
  return path
}

/** A node that runs processes, on a store in real time. */
export interface ProcessCluster {
  readonly root: string
  readonly store: LocalStore
  readonly node: NodeRuntime
  /** Resolves with the pod as soon as it is as wanted. */
  until(name: string, isSo: (pod: KubeObject) => boolean): Promise<KubeObject>
  /** Resolves when the pod is gone. */
  gone(name: string): Promise<void>
  log(pod: string, options?: Partial<LogOptions>): Promise<string>
  events(reason: string): readonly string[]
}

// Asking a version manager takes longer than a whole test.
const python = interpreterOn(process.env['PATH'] ?? '')

/** Starts one; it is stopped when the test is over. */
export function processCluster(
  options: Partial<ProcessNodeOptions> = {},
  store: LocalStore = realStore(),
): ProcessCluster {
  const root = options.root ?? scratchFolder()
  const node = processNode({ root, env: process.env, backoffScale: 0.001, ...(python && { python }), ...options })
  node.start(store)
  onTestFinished(() => node.stop())
  const find = (name: string) => store.get({ apiVersion: 'v1', kind: 'Pod', namespace: 'team', name })
  const wait = (name: string, isSo: (pod: KubeObject | undefined) => boolean) =>
    new Promise<void>((resolve) => {
      if (isSo(find(name))) return resolve()
      const stop = store.watch(['Pod'], () => {
        if (!isSo(find(name))) return
        stop()
        resolve()
      })
    })
  return {
    root,
    store,
    node,
    async until(name, isSo) {
      await wait(name, (pod) => pod !== undefined && isSo(pod))
      const pod = find(name)
      if (pod === undefined) throw new Error(`there is no pod ${name}`)
      return pod
    },
    gone: (name) => wait(name, (pod) => pod === undefined),
    log: (pod, more = {}) => {
      const usual = { container: 'main', follow: true, previous: false, timestamps: false }
      return text(node.logs('team', pod, { ...usual, signal: new AbortController().signal, ...more }))
    },
    events: (reason) =>
      store
        .list('v1', 'Event')
        .filter((event) => event['reason'] === reason)
        .map((event) => String(event['message'])),
  }
}

/** A plain store in real time. */
export function realStore(): LocalStore {
  return { ...memoryStore(), clock: realClock() }
}

/** A pod of the namespace `team` on the node `local` whose one container runs a shell script. */
export function shellPod(
  name: string,
  script: string,
  container: Readonly<Record<string, unknown>> = {},
  spec: Readonly<Record<string, unknown>> = {},
): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'team', labels: { app: 'serve' } },
    spec: {
      nodeName: 'local',
      restartPolicy: 'Never',
      containers: [{ name: 'main', image: 'busybox', command: ['sh', '-c', script], ...container }],
      ...spec,
    },
  }
}

/** True when nothing of the pod runs any more. */
export const isOver = (pod: KubeObject) => ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase'))

/** True when the pod takes traffic. */
export const isReady = (pod: KubeObject) =>
  listAt(pod, 'status', 'conditions').some(
    (condition) => textAt(condition, 'type') === 'Ready' && textAt(condition, 'status') === 'True',
  )
