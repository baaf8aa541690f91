import {
  AppsV1Api,
  BatchV1Api,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  KubernetesObjectApi,
  makeInformer,
  type V1ConfigMap,
  type V1Pod,
  Watch,
} from '@kubernetes/client-node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LocalKubectl, localKubectl } from './local-kubectl.ts'

describe('the JavaScript client on the local cluster', () => {
  let local: LocalKubectl
  let config: KubeConfig
  const namespace = 'default'

  beforeAll(async () => {
    local = await localKubectl()
    config = new KubeConfig()
    config.loadFromClusterAndUser(
      { name: 'local', server: local.url, skipTLSVerify: true },
      { name: 'local', token: local.token },
    )
  })

  afterAll(async () => {
    await local.stop()
  })

  const configMap = (name: string, data: Record<string, string>): V1ConfigMap => ({ metadata: { name }, data })
  const job = (name: string) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: {
      backoffLimit: 0,
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'train:1' }] } },
    },
  })

  test('creates, reads, replaces, lists and deletes', async () => {
    const core = config.makeApiClient(CoreV1Api)
    const made = await core.createNamespacedConfigMap({ namespace, body: configMap('typed', { a: '1' }) })
    expect(made.metadata?.creationTimestamp).toBeInstanceOf(Date)
    const next = { ...made, data: { a: '2' } }
    await core.replaceNamespacedConfigMap({ name: 'typed', namespace, body: next })
    const stale = core.replaceNamespacedConfigMap({ name: 'typed', namespace, body: next })
    await expect(stale).rejects.toMatchObject({ code: 409 })
    const { items } = await core.listNamespacedConfigMap({ namespace, fieldSelector: 'metadata.name=typed' })
    expect(items.map(({ data }) => data)).toEqual([{ a: '2' }])
    await core.deleteNamespacedConfigMap({ name: 'typed', namespace })
    await expect(core.readNamespacedConfigMap({ name: 'typed', namespace })).rejects.toMatchObject({ code: 404 })
  })

  test('scales a Deployment', async () => {
    const apps = config.makeApiClient(AppsV1Api)
    const labels = { app: 'scaled' }
    const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'serve:1' }] } }
    const spec = { replicas: 0, selector: { matchLabels: labels }, template }
    await apps.createNamespacedDeployment({ namespace, body: { metadata: { name: 'scaled' }, spec } })
    const scale = await apps.readNamespacedDeploymentScale({ name: 'scaled', namespace })
    const body = { ...scale, spec: { replicas: 2 } }
    expect((await apps.replaceNamespacedDeploymentScale({ name: 'scaled', namespace, body })).spec?.replicas).toBe(2)
  })

  test('writes any object, applied on the server', async () => {
    const objects = KubernetesObjectApi.makeApiClient(config)
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'any', namespace }, data: { a: '1' } }
    await objects.create(object)
    await objects.patch(
      { ...object, data: { b: '2' } },
      undefined,
      undefined,
      'tests',
      true,
      'application/apply-patch+yaml',
    )
    const read = await objects.read<V1ConfigMap>(object as never)
    expect(read.data).toEqual({ a: '1', b: '2' })
  })

  test('watches', async () => {
    const core = config.makeApiClient(CoreV1Api)
    const seen: string[] = []
    const found = Promise.withResolvers<void>()
    const watch = await new Watch(config).watch(
      `/api/v1/namespaces/${namespace}/configmaps`,
      { fieldSelector: 'metadata.name=watched' },
      (type, object) => {
        seen.push(`${type} ${object.metadata.name}`)
        if (type === 'DELETED') found.resolve()
      },
      () => {},
    )
    await core.createNamespacedConfigMap({ namespace, body: configMap('watched', {}) })
    await core.deleteNamespacedConfigMap({ name: 'watched', namespace })
    await found.promise
    watch.abort()
    expect(seen).toEqual(['ADDED watched', 'DELETED watched'])
  })

  test('keeps an informer up to date to the end of a Job', async () => {
    const core = config.makeApiClient(CoreV1Api)
    const informer = makeInformer<V1Pod>(config, `/api/v1/namespaces/${namespace}/pods`, () =>
      core.listNamespacedPod({ namespace }),
    )
    const over = Promise.withResolvers<V1Pod>()
    informer.on('error', over.reject)
    informer.on('update', (pod) => {
      const isOurs = pod.metadata?.labels?.['job-name'] === 'informed'
      if (isOurs && pod.status?.phase === 'Succeeded') over.resolve(pod)
    })
    await informer.start()
    await config.makeApiClient(BatchV1Api).createNamespacedJob({ namespace, body: job('informed') })
    const pod = await over.promise
    expect(informer.get(pod.metadata?.name ?? '', namespace)?.status?.phase).toBe('Succeeded')
    await informer.stop()
    expect(await core.readNamespacedPodLog({ name: pod.metadata?.name ?? '', namespace })).toBe('')
  })

  test('handles custom objects', async () => {
    const objects = KubernetesObjectApi.makeApiClient(config)
    const schema = { openAPIV3Schema: { type: 'object', x_kubernetes_preserve_unknown_fields: true } }
    const version = { name: 'v1', served: true, storage: true, schema }
    const names = { plural: 'models', singular: 'model', kind: 'Model' }
    await objects.create({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'models.acme.test' },
      spec: { group: 'acme.test', scope: 'Namespaced', names, versions: [version] },
    } as never)
    const custom = config.makeApiClient(CustomObjectsApi)
    const at = { group: 'acme.test', version: 'v1', namespace, plural: 'models' }
    const body = { apiVersion: 'acme.test/v1', kind: 'Model', metadata: { name: 'one' }, spec: { size: 3 } }
    await custom.createNamespacedCustomObject({ ...at, body })
    expect(await custom.getNamespacedCustomObject({ ...at, name: 'one' })).toMatchObject({ spec: { size: 3 } })
  })
})
