import { describe, expect, test } from 'vitest'
import { deployment, serverFor } from './builders.ts'
import { contract } from './target.ts'

const target = contract()

const service = (name: string, spec: object = {}, selector: object = { app: name }) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector, ports: [{ port: 80, targetPort: 8080 }], ...spec },
})

async function slicesOf(name: string) {
  return await target.client.watch(
    `${target.of('discovery.k8s.io/v1/endpointslices')}?watch=true&timeoutSeconds=100&labelSelector=kubernetes.io%2Fservice-name%3D${name}`,
  )
}

describe.concurrent('a Service', () => {
  test('is made with an address and defaults', async () => {
    const { body } = await target.client.post(target.of('services'), service('defaults'))
    expect(body.spec).toMatchObject({
      type: 'ClusterIP',
      sessionAffinity: 'None',
      ipFamilies: ['IPv4'],
      ipFamilyPolicy: 'SingleStack',
      internalTrafficPolicy: 'Cluster',
      ports: [{ port: 80, targetPort: 8080, protocol: 'TCP' }],
    })
    expect(body.spec.clusterIP).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
    expect(body.spec.clusterIPs).toEqual([body.spec.clusterIP])
    expect(body.status).toEqual({ loadBalancer: {} })
  })

  test('without an address of its own is headless', async () => {
    const { body } = await target.client.post(target.of('services'), service('headless', { clusterIP: 'None' }))
    expect(body.spec).toMatchObject({ clusterIP: 'None', clusterIPs: ['None'] })
  })

  test('of type NodePort gets a port of the range', async () => {
    const { body } = await target.client.post(target.of('services'), service('node-port', { type: 'NodePort' }))
    expect(body.spec.ports[0].nodePort).toBeGreaterThanOrEqual(30000)
    expect(body.spec.ports[0].nodePort).toBeLessThanOrEqual(32767)
  })

  test('lists the ready pods of its selector in an EndpointSlice', async () => {
    const watch = await slicesOf('serving')
    await target.client.post(target.of('services'), service('serving'))
    const template = serverFor({ app: 'serving' })
    // Long enough for a controller that takes changes together to show the state before.
    for (const { readinessProbe } of template.spec.containers) Object.assign(readinessProbe, { initialDelaySeconds: 4 })
    await target.client.post(target.of('apps/v1/deployments'), deployment('serving', { template }))
    const { object } = await watch.until((line) => line.object.endpoints?.[0]?.conditions.ready === true)
    watch.close()
    expect(object.addressType).toBe('IPv4')
    expect(object.ports).toEqual([{ name: '', protocol: 'TCP', port: 8080 }])
    expect(object.endpoints[0]).toMatchObject({
      conditions: { ready: true, serving: true, terminating: false },
      targetRef: { kind: 'Pod', namespace: target.namespace },
    })
    expect(object.metadata.ownerReferences).toMatchObject([{ kind: 'Service', name: 'serving', controller: true }])
    const before = watch.lines.flatMap((line) => line.object.endpoints ?? [])
    expect(before.some((endpoint: { conditions: { ready: boolean } }) => endpoint.conditions.ready === false)).toBe(
      true,
    )
  })

  test('that selects nothing has a slice without endpoints', async () => {
    const watch = await slicesOf('lonely')
    await target.client.post(target.of('services'), service('lonely', {}, { app: 'nothing-like-this' }))
    const { object } = await watch.until(({ type }) => type === 'ADDED')
    watch.close()
    expect(object.endpoints ?? []).toEqual([])
  })

  test('whose port name no container has is ready without ports', async () => {
    const watch = await slicesOf('misnamed')
    await target.client.post(target.of('services'), service('misnamed', { ports: [{ port: 80, targetPort: 'htpp' }] }))
    await target.client.post(target.of('apps/v1/deployments'), deployment('misnamed'))
    const { object } = await watch.until((line) => line.object.endpoints?.[0]?.conditions.ready === true)
    watch.close()
    expect(object.ports).toBeNull()
  })

  test('finds the port by its name', async () => {
    const watch = await slicesOf('named')
    await target.client.post(
      target.of('services'),
      service('named', { ports: [{ name: 'web', port: 80, targetPort: 'http' }] }),
    )
    const template = serverFor({ app: 'named' })
    await target.client.post(target.of('apps/v1/deployments'), deployment('named', { template }))
    const { object } = await watch.until((line) => line.object.endpoints?.[0]?.conditions.ready === true)
    watch.close()
    expect(object.ports).toEqual([{ name: 'web', protocol: 'TCP', port: 8080 }])
  })

  test('that is deleted takes its slices along', async () => {
    const watch = await slicesOf('leaving')
    await target.client.post(target.of('services'), service('leaving'))
    await watch.until(({ type }) => type === 'ADDED')
    await target.client.delete(target.of('services', 'leaving'))
    await watch.until(({ type }) => type === 'DELETED')
    watch.close()
  })
})
