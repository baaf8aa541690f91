import { describe, expect, test } from 'vitest'
import { deployment, IMAGE, serverFor } from './builders.ts'
import type { WatchLine } from './client.ts'
import { contract } from './target.ts'

const target = contract()
const deployments = (name?: string) => target.of('apps/v1/deployments', name)
const REVISION = 'deployment.kubernetes.io/revision'

// biome-ignore lint/suspicious/noExplicitAny: checks reach into objects of every kind
type Any = any
const conditions = (object: Any): readonly string[] =>
  (object.status?.conditions ?? []).map((item: Any) => `${item.type} ${item.status} ${item.reason}`).sort()
const settledAt =
  (generation: number, replicas: number) =>
  ({ object }: WatchLine) =>
    object.status?.observedGeneration >= generation &&
    (object.status.updatedReplicas ?? 0) === replicas &&
    (object.status.availableReplicas ?? 0) === replicas &&
    (object.status.replicas ?? 0) === replicas &&
    JSON.stringify(object.status).includes('NewReplicaSetAvailable')

async function watchOf(name: string) {
  return await target.client.watch(
    `${deployments()}?watch=true&timeoutSeconds=110&fieldSelector=metadata.name%3D${name}`,
  )
}

async function settled(name: string, spec: object = {}) {
  const watch = await watchOf(name)
  const made = await target.client.post(deployments(), deployment(name, spec))
  expect(made.status).toBe(201)
  const { object } = await watch.until(settledAt(1, made.body.spec.replicas), `${name} available`)
  return { watch, made: made.body, deployment: object }
}

async function setsOf(name: string): Promise<readonly Any[]> {
  return (await target.client.get(`${target.of('apps/v1/replicasets')}?labelSelector=app%3D${name}`)).body.items
}

async function podsOf(name: string): Promise<readonly Any[]> {
  const { body } = await target.client.get(`${target.of('pods')}?labelSelector=app%3D${name}`)
  return body.items.filter((item: Any) => item.metadata.deletionTimestamp === undefined)
}

describe.concurrent('a Deployment', () => {
  test('is made with defaults', async () => {
    const { made, watch } = await settled('defaults')
    watch.close()
    expect(made.spec).toMatchObject({
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    })
    expect(made.metadata.generation).toBe(1)
  })

  test('is available when its pods are, and says so by counts and conditions', async () => {
    const { deployment: done, watch } = await settled('counts', { replicas: 2 })
    watch.close()
    expect(done.status).toMatchObject({
      observedGeneration: 1,
      replicas: 2,
      updatedReplicas: 2,
      readyReplicas: 2,
      availableReplicas: 2,
    })
    expect(done.status).not.toHaveProperty('unavailableReplicas')
    expect(conditions(done)).toEqual([
      'Available True MinimumReplicasAvailable',
      'Progressing True NewReplicaSetAvailable',
    ])
    const [available, progressing] = ['Available', 'Progressing'].map((type) =>
      done.status.conditions.find((item: Any) => item.type === type),
    )
    const [set] = await setsOf('counts')
    expect(available.message).toBe('Deployment has minimum availability.')
    expect(progressing.message).toBe(`ReplicaSet "${set.metadata.name}" has successfully progressed.`)
    expect(done.metadata.annotations[REVISION]).toBe('1')
  })

  test('is unavailable first', async () => {
    const { watch } = await settled('first')
    watch.close()
    const seen = watch.lines.flatMap(({ object }) => conditions(object))
    expect(seen).toContain('Available False MinimumReplicasUnavailable')
    expect(seen).toContain('Progressing True NewReplicaSetCreated')
  })

  test('owns a ReplicaSet whose name, labels and selector carry the hash of the template', async () => {
    const { deployment: done, watch } = await settled('hash')
    watch.close()
    const [set] = await setsOf('hash')
    const hash = set.metadata.labels['pod-template-hash']
    expect(set.metadata.name).toBe(`hash-${hash}`)
    expect(set.spec.selector.matchLabels).toEqual({ app: 'hash', 'pod-template-hash': hash })
    expect(set.metadata.ownerReferences).toMatchObject([
      { kind: 'Deployment', name: 'hash', uid: done.metadata.uid, controller: true },
    ])
    expect(set.metadata.annotations).toMatchObject({
      [REVISION]: '1',
      'deployment.kubernetes.io/desired-replicas': '1',
      'deployment.kubernetes.io/max-replicas': '2',
    })
    const [pod] = await podsOf('hash')
    expect(pod.metadata.name).toMatch(new RegExp(`^hash-${hash}-[a-z0-9]{5}$`))
    expect(pod.metadata.ownerReferences).toMatchObject([{ kind: 'ReplicaSet', name: set.metadata.name }])
  })

  test('tells of scaling and of its pods by events', async () => {
    const { watch } = await settled('told')
    watch.close()
    const [set] = await setsOf('told')
    const { body } = await target.client.get(`${target.of('events')}?fieldSelector=reason%3DScalingReplicaSet`)
    const messages = body.items.map((item: Any) => item.message)
    expect(messages).toContain(`Scaled up replica set ${set.metadata.name} from 0 to 1`)
  })

  test('rolls to a new template and never has less available than it may', async () => {
    const { watch } = await settled('rolling', {
      replicas: 2,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    })
    await target.client.patch(deployments('rolling'), 'merge', {
      spec: { template: serverFor({ app: 'rolling' }, { V: '2' }) },
    })
    const { object } = await watch.until(settledAt(2, 2), 'the rollout')
    watch.close()
    expect(object.metadata.annotations[REVISION]).toBe('2')
    const later = watch.lines.filter((line) => line.object.metadata.generation === 2).map((line) => line.object.status)
    expect(Math.min(...later.map((status) => status.availableReplicas ?? 0))).toBeGreaterThanOrEqual(2)
    expect(Math.max(...later.map((status) => status.replicas ?? 0))).toBeLessThanOrEqual(3)
    const replicas = (await setsOf('rolling')).map((set) => set.spec.replicas).sort()
    expect(replicas).toEqual([0, 2])
  })

  test('goes back by its old template, as a new revision of the old ReplicaSet', async () => {
    const { watch } = await settled('undo')
    const [first] = await setsOf('undo')
    const template = (env: Readonly<Record<string, string>>) => ({
      spec: { template: serverFor({ app: 'undo' }, env) },
    })
    await target.client.patch(deployments('undo'), 'merge', template({ V: '2' }))
    await watch.until(settledAt(2, 1))
    await target.client.patch(deployments('undo'), 'merge', template({}))
    const { object } = await watch.until(settledAt(3, 1))
    watch.close()
    expect(object.metadata.annotations[REVISION]).toBe('3')
    const again = (await setsOf('undo')).find((set) => set.metadata.name === first.metadata.name)
    expect(again.metadata.annotations[REVISION]).toBe('3')
    expect(again.metadata.annotations['deployment.kubernetes.io/revision-history']).toBe('1')
  })

  test('keeps serving while a new template cannot start, and says when that took too long', async () => {
    const { watch } = await settled('stuck', { progressDeadlineSeconds: 10 })
    const patch = {
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'main', env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'none', key: 'a' } } }] },
            ],
          },
        },
      },
    }
    await target.client.patch(deployments('stuck'), 'strategic', patch)
    const { object } = await watch.until((line) =>
      JSON.stringify(line.object.status).includes('ProgressDeadlineExceeded'),
    )
    watch.close()
    expect(conditions(object)).toEqual([
      'Available True MinimumReplicasAvailable',
      'Progressing False ProgressDeadlineExceeded',
    ])
    const progressing = object.status.conditions.find((item: Any) => item.type === 'Progressing')
    expect(progressing.message).toMatch(/^ReplicaSet "stuck-[a-z0-9]+" has timed out progressing\.$/)
    expect(object.status.availableReplicas).toBe(1)
  })

  test('is scaled by its subresource, up and down', async () => {
    const { watch } = await settled('scaled')
    const { status, body } = await target.client.get(`${deployments('scaled')}/scale`)
    expect([status, body.kind, body.apiVersion]).toEqual([200, 'Scale', 'autoscaling/v1'])
    expect(body).toMatchObject({ spec: { replicas: 1 }, status: { replicas: 1, selector: 'app=scaled' } })
    const up = await target.client.patch(`${deployments('scaled')}/scale`, 'merge', { spec: { replicas: 3 } })
    expect([up.status, up.body.spec.replicas]).toEqual([200, 3])
    await watch.until(settledAt(2, 3))
    await target.client.patch(`${deployments('scaled')}/scale`, 'merge', { spec: { replicas: 0 } })
    await watch.until(({ object }) => object.status.observedGeneration === 3 && (object.status.replicas ?? 0) === 0)
    watch.close()
    expect(await podsOf('scaled')).toEqual([])
    expect(await setsOf('scaled')).toHaveLength(1)
  })

  test('that is paused keeps its template back until it is resumed', async () => {
    const { watch } = await settled('paused')
    await target.client.patch(deployments('paused'), 'merge', {
      spec: { paused: true, template: serverFor({ app: 'paused' }, { V: '2' }) },
    })
    await watch.until(({ object }) => conditions(object).includes('Progressing Unknown DeploymentPaused'))
    expect(await setsOf('paused')).toHaveLength(1)
    await target.client.patch(deployments('paused'), 'merge', { spec: { paused: false } })
    await watch.until(settledAt(3, 1))
    watch.close()
    expect(await setsOf('paused')).toHaveLength(2)
  })

  test('keeps no more old ReplicaSets than its history limit', async () => {
    const { watch } = await settled('history', { revisionHistoryLimit: 0 })
    await target.client.patch(deployments('history'), 'merge', {
      spec: { template: serverFor({ app: 'history' }, { V: '2' }) },
    })
    const sets = await target.client.watch(
      `${target.of('apps/v1/replicasets')}?watch=true&timeoutSeconds=90&labelSelector=app%3Dhistory`,
    )
    await sets.until(({ type }) => type === 'DELETED')
    watch.close()
    sets.close()
    expect(await setsOf('history')).toHaveLength(1)
  })

  test('replaces a pod that is deleted', async () => {
    const { watch } = await settled('healing')
    watch.close()
    const [pod] = await podsOf('healing')
    const pods = await target.client.watch(
      `${target.of('pods')}?watch=true&timeoutSeconds=90&labelSelector=app%3Dhealing`,
    )
    await target.client.delete(target.of('pods', pod.metadata.name))
    await pods.until(({ type, object }) => type === 'ADDED' && object.metadata.uid !== pod.metadata.uid)
    pods.close()
  })

  test('that recreates ends its pods before it makes new ones', async () => {
    const { watch } = await settled('recreate', { strategy: { type: 'Recreate' } })
    const pods = await target.client.watch(
      `${target.of('pods')}?watch=true&timeoutSeconds=90&labelSelector=app%3Drecreate`,
    )
    await target.client.patch(deployments('recreate'), 'merge', {
      spec: { template: serverFor({ app: 'recreate' }, { V: '2' }) },
    })
    await watch.until(settledAt(2, 1))
    watch.close()
    pods.close()
    const kinds = pods.lines.map(
      ({ type, object }) => `${type} ${JSON.stringify(object.spec).includes('"V"') ? 'new' : 'old'}`,
    )
    const ended = pods.lines.findIndex(({ object }) => ['Succeeded', 'Failed'].includes(object.status.phase))
    const gone = kinds.indexOf('DELETED old')
    expect(kinds.indexOf('ADDED new')).toBeGreaterThan(Math.min(...[ended, gone].filter((index) => index >= 0)))
  })

  test('whose pods are refused has ReplicaFailure with the words of the refusal', async () => {
    const watch = await watchOf('refused')
    const spec = { serviceAccountName: 'no-such-account', containers: [{ name: 'main', image: IMAGE }] }
    await target.client.post(
      deployments(),
      deployment('refused', { template: { metadata: { labels: { app: 'refused' } }, spec } }),
    )
    const { object } = await watch.until((line) => conditions(line.object).includes('ReplicaFailure True FailedCreate'))
    watch.close()
    const failure = object.status.conditions.find((item: Any) => item.type === 'ReplicaFailure')
    expect(failure.message).toMatch(
      /^pods "refused-[a-z0-9]+-" is forbidden: error looking up service account contract-[a-z0-9]+\/no-such-account: serviceaccount "no-such-account" not found$/,
    )
  })

  test('that is deleted takes ReplicaSets and pods along', async () => {
    const { watch } = await settled('doomed')
    const pods = await target.client.watch(
      `${target.of('pods')}?watch=true&timeoutSeconds=90&labelSelector=app%3Ddoomed`,
    )
    await target.client.delete(deployments('doomed'), { propagationPolicy: 'Background' })
    await pods.until(({ type }) => type === 'DELETED')
    watch.close()
    pods.close()
    expect(await setsOf('doomed')).toEqual([])
  })
})

describe.concurrent('a StatefulSet', () => {
  test('makes its pods in order, by number, with its revision', async () => {
    const labels = { app: 'numbered' }
    const spec = {
      replicas: 2,
      serviceName: 'numbered',
      selector: { matchLabels: labels },
      template: serverFor(labels),
    }
    const at = target.of('apps/v1/statefulsets')
    const watch = await target.client.watch(`${at}?watch=true&timeoutSeconds=100`)
    await target.client.post(at, { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'numbered' }, spec })
    const { object } = await watch.until((line) => line.object.status?.readyReplicas === 2)
    watch.close()
    const pods = await podsOf('numbered')
    expect(pods.map((pod) => pod.metadata.name).sort()).toEqual(['numbered-0', 'numbered-1'])
    expect(pods[0].metadata.labels).toMatchObject({
      'apps.kubernetes.io/pod-index': '0',
      'statefulset.kubernetes.io/pod-name': 'numbered-0',
    })
    expect(pods[0].spec).toMatchObject({ hostname: 'numbered-0', subdomain: 'numbered' })
    expect(object.status.updateRevision).toMatch(/^numbered-[a-z0-9]+$/)
    expect(pods[0].metadata.labels['controller-revision-hash']).toBe(object.status.updateRevision)
  })
})

describe.concurrent('a DaemonSet', () => {
  test('has a pod on each node', async () => {
    const labels = { app: 'everywhere' }
    const at = target.of('apps/v1/daemonsets')
    const watch = await target.client.watch(`${at}?watch=true&timeoutSeconds=100`)
    const spec = { selector: { matchLabels: labels }, template: serverFor(labels) }
    await target.client.post(at, { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'everywhere' }, spec })
    const { object } = await watch.until((line) => line.object.status?.numberAvailable >= 1)
    watch.close()
    expect(object.status.desiredNumberScheduled).toBe(object.status.numberAvailable)
    expect(object.status).toMatchObject({ numberMisscheduled: 0, observedGeneration: 1 })
  })
})
