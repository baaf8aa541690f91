import type { KubeObject } from '../../../src/plan/objects.ts'
import { defaultGraces } from '../../../src/run/graces.ts'
import type { Judgement, Memory, Subject, World } from '../../../src/run/judgement.ts'
import { judge } from '../../../src/run/verdict.ts'

/** Any start of time will do. */
export const start = Date.parse('2026-01-01T00:00:00Z')

/** A world of these objects. */
export function worldOf(...objects: readonly KubeObject[]): World {
  return { of: (kind) => objects.filter((object) => object.kind === kind) }
}

/** An object with the metadata every live object has. */
export function live(
  kind: string,
  name: string,
  rest: Record<string, unknown> = {},
  metadata: Record<string, unknown> = {},
): KubeObject {
  const apiVersion = kind === 'Job' ? 'batch/v1' : /Deployment|ReplicaSet|Set$/.test(kind) ? 'apps/v1' : 'v1'
  return {
    apiVersion,
    kind,
    ...rest,
    metadata: { name, namespace: 'n', uid: `uid-${kind}-${name}`, generation: 1, ...metadata },
  }
}

/** A pod of an owner, with one container in that state. */
export function podOf(
  owner: KubeObject,
  name: string,
  status: Record<string, unknown>,
  spec: Record<string, unknown> = {},
): KubeObject {
  return live(
    'Pod',
    name,
    {
      spec: {
        restartPolicy: 'Never',
        nodeName: 'node-1',
        containers: [{ name: 'main', image: 'registry/app:1' }],
        ...spec,
      },
      status,
    },
    {
      ownerReferences: [{ uid: `uid-${owner.kind}-${owner.metadata.name}` }],
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
  )
}

/** The status of a pod whose only container is in that state. */
export function inState(state: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    phase: 'Running',
    containerStatuses: [{ name: 'main', restartCount: 0, ready: false, started: false, state, ...more }],
  }
}

/** An event about an object. */
export function eventOn(object: KubeObject, reason: string, message: string): KubeObject {
  const uid = object.metadata['uid']
  return live('Event', `${object.metadata.name}.${reason}`, {
    reason,
    message,
    involvedObject: { kind: object.kind, uid, fieldPath: 'spec.containers{main}' },
  })
}

/** A Job and the subject that judges it. */
export function jobOf(
  spec: Record<string, unknown> = {},
  status: Record<string, unknown> = {},
): { job: KubeObject; subject: Subject } {
  const job = live('Job', 'train', { spec: { completions: 1, parallelism: 1, backoffLimit: 0, ...spec }, status })
  return {
    job,
    subject: {
      kind: 'job',
      ref: { apiVersion: 'batch/v1', kind: 'Job', namespace: 'n', name: 'train' },
      uid: 'uid-Job-train',
    },
  }
}

/** A Deployment with its ReplicaSet, and the subject that judges it. */
export function deploymentOf(replicas: number, status: Record<string, unknown> = {}) {
  const annotations = { 'deployment.kubernetes.io/revision': '1' }
  const deployment = live(
    'Deployment',
    'serve',
    { spec: { replicas }, status: { observedGeneration: 1, ...status } },
    { annotations },
  )
  const set = live('ReplicaSet', 'serve-1', {}, { annotations, ownerReferences: [{ uid: 'uid-Deployment-serve' }] })
  const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'n', name: 'serve' }
  const subject: Subject = {
    kind: 'deployment',
    ref,
    uid: 'uid-Deployment-serve',
    generation: 1,
    startupTimeoutSeconds: 60,
  }
  return { deployment, set, subject }
}

/** Judges once, `ms` after the start. */
export function judgeAt(ms: number, subject: Subject, world: World, memory: Memory = {}): Judgement {
  return judge(subject, world, start + ms, memory, defaultGraces)
}
