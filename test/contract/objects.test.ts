import { describe, expect, test } from 'vitest'
import { configMap } from './builders.ts'
import { contract } from './target.ts'

const target = contract()
const at = (name?: string) => target.of('configmaps', name)

describe('create', () => {
  test('answers 201 with what the server added', async () => {
    const { status, body } = await target.client.post(at(), configMap('made', { a: '1' }))
    expect(status).toBe(201)
    expect(body).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: '1' } })
    expect(body.metadata).toMatchObject({ name: 'made', namespace: target.namespace })
    expect(body.metadata.uid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(body.metadata.resourceVersion).toMatch(/^\d+$/)
    expect(body.metadata.creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  })

  test('of a name that is taken answers 409 AlreadyExists', async () => {
    await target.client.post(at(), configMap('taken'))
    const { status, body } = await target.client.post(at(), configMap('taken'))
    expect(status).toBe(409)
    expect(body).toMatchObject({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      reason: 'AlreadyExists',
      message: 'configmaps "taken" already exists',
      details: { name: 'taken', kind: 'configmaps' },
      code: 409,
    })
  })

  test('takes apiVersion and kind from the path when the body leaves them out', async () => {
    const { status, body } = await target.client.post(at(), { metadata: { name: 'bare' } })
    expect([status, body.kind, body.apiVersion]).toEqual([201, 'ConfigMap', 'v1'])
  })

  test('with generateName makes a name of five more characters', async () => {
    const { body } = await target.client.post(at(), { ...configMap(''), metadata: { generateName: 'some-' } })
    expect(body.metadata.name).toMatch(/^some-[bcdfghjklmnpqrstvwxz2456789]{5}$/)
    expect(body.metadata.generateName).toBe('some-')
  })

  test('without any name answers 422 and says which field', async () => {
    const { status, body } = await target.client.post(at(), { ...configMap(''), metadata: {} })
    expect(status).toBe(422)
    expect(body.reason).toBe('Invalid')
    expect(body.details.causes[0]).toMatchObject({ reason: 'FieldValueRequired', field: 'metadata.name' })
  })

  test('with dryRun answers as if, and stores nothing', async () => {
    const { status, body } = await target.client.post(`${at()}?dryRun=All`, configMap('dry'))
    expect([status, body.metadata.name]).toEqual([201, 'dry'])
    expect((await target.client.get(at('dry'))).status).toBe(404)
  })

  test('does not take a uid, a version or a time from the user', async () => {
    const own = { uid: 'mine', creationTimestamp: '2001-01-01T00:00:00Z' }
    const { status, body } = await target.client.post(at(), configMap('owned', {}, own))
    expect(status).toBe(201)
    expect(body.metadata.uid).not.toBe('mine')
    expect(body.metadata.creationTimestamp).not.toBe('2001-01-01T00:00:00Z')
  })

  test('with a resourceVersion is refused', async () => {
    const { status, body } = await target.client.post(at(), configMap('versioned', {}, { resourceVersion: '1' }))
    expect(status).toBe(500)
    expect(body.message).toBe('resourceVersion should not be set on objects to be created')
  })

  test('in another namespace than the path says is refused', async () => {
    const { status, body } = await target.client.post(at(), configMap('elsewhere', {}, { namespace: 'default' }))
    expect([status, body.reason]).toEqual([400, 'BadRequest'])
    expect(body.message).toContain('does not match the namespace')
  })

  test('in a namespace that is not there answers 404 and names the namespace', async () => {
    const { status, body } = await target.client.post('/api/v1/namespaces/nowhere-at-all/configmaps', configMap('lost'))
    expect(status).toBe(404)
    expect(body).toMatchObject({ reason: 'NotFound', details: { name: 'nowhere-at-all', kind: 'namespaces' } })
  })
})

describe('read', () => {
  test('of what is not there answers 404 with the name', async () => {
    const { status, body } = await target.client.get(at('missing'))
    expect(status).toBe(404)
    expect(body).toMatchObject({
      status: 'Failure',
      reason: 'NotFound',
      message: 'configmaps "missing" not found',
      details: { name: 'missing', kind: 'configmaps' },
    })
  })

  test('gives the object as it was written', async () => {
    const { body: made } = await target.client.post(at(), configMap('kept', { a: 'ä\n"' }))
    const { status, body } = await target.client.get(at('kept'))
    expect(status).toBe(200)
    expect(body).toEqual(made)
  })

  test('gives binary data and immutability back', async () => {
    const object = { ...configMap('binary'), binaryData: { b: 'AAEC' }, immutable: true }
    await target.client.post(at(), object)
    expect((await target.client.get(at('binary'))).body).toMatchObject({ binaryData: { b: 'AAEC' }, immutable: true })
  })
})

describe('replace', () => {
  test('moves the resourceVersion and keeps uid and creation time', async () => {
    const { body: made } = await target.client.post(at(), configMap('moved', { a: '1' }))
    const { status, body } = await target.client.put(at('moved'), { ...made, data: { b: '2' } })
    expect(status).toBe(200)
    expect(body.data).toEqual({ b: '2' })
    expect(body.metadata.uid).toBe(made.metadata.uid)
    expect(Number(body.metadata.resourceVersion)).toBeGreaterThan(Number(made.metadata.resourceVersion))
  })

  test('that changes nothing keeps the resourceVersion', async () => {
    const { body: made } = await target.client.post(at(), configMap('same', { a: '1' }))
    const { body } = await target.client.put(at('same'), made)
    expect(body.metadata.resourceVersion).toBe(made.metadata.resourceVersion)
  })

  test('with an old resourceVersion answers 409 Conflict', async () => {
    const { body: made } = await target.client.post(at(), configMap('stale', { a: '1' }))
    await target.client.put(at('stale'), { ...made, data: { a: '2' } })
    const { status, body } = await target.client.put(at('stale'), { ...made, data: { a: '3' } })
    expect(status).toBe(409)
    expect(body).toMatchObject({ reason: 'Conflict', details: { name: 'stale', kind: 'configmaps' } })
    expect(body.message).toBe(
      'Operation cannot be fulfilled on configmaps "stale": the object has been modified; please apply your changes to the latest version and try again',
    )
  })

  test('without a resourceVersion goes through', async () => {
    await target.client.post(at(), configMap('free', { a: '1' }))
    expect((await target.client.put(at('free'), configMap('free', { a: '2' }))).status).toBe(200)
  })

  test('of what is not there answers 404', async () => {
    expect((await target.client.put(at('never'), configMap('never'))).status).toBe(404)
  })

  test('under another name than the path says answers 400', async () => {
    await target.client.post(at(), configMap('path'))
    const { status, body } = await target.client.put(at('path'), configMap('body'))
    expect([status, body.reason]).toEqual([400, 'BadRequest'])
    expect(body.message).toContain('does not match the name on the URL')
  })

  test('with another uid answers 409', async () => {
    await target.client.post(at(), configMap('uid'))
    const { status } = await target.client.put(
      at('uid'),
      configMap('uid', {}, { uid: '00000000-0000-0000-0000-000000000000' }),
    )
    expect(status).toBe(409)
  })

  test('of immutable data answers 422', async () => {
    const { body: made } = await target.client.post(at(), { ...configMap('fixed', { a: '1' }), immutable: true })
    const { status, body } = await target.client.put(at('fixed'), { ...made, data: { a: '2' } })
    expect([status, body.reason]).toEqual([422, 'Invalid'])
    expect(body.message).toContain('field is immutable when `immutable` is set')
  })
})

describe('delete', () => {
  test('answers Success with the uid, and the object is gone', async () => {
    const { body: made } = await target.client.post(at(), configMap('doomed'))
    const { status, body } = await target.client.delete(at('doomed'))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      kind: 'Status',
      status: 'Success',
      details: { name: 'doomed', kind: 'configmaps', uid: made.metadata.uid },
    })
    expect((await target.client.get(at('doomed'))).status).toBe(404)
  })

  test('of what is not there answers 404', async () => {
    expect((await target.client.delete(at('gone'))).status).toBe(404)
  })

  test('with the uid of another object answers 409 and keeps this one', async () => {
    await target.client.post(at(), configMap('guarded'))
    const preconditions = { uid: '00000000-0000-0000-0000-000000000000' }
    const { status, body } = await target.client.delete(at('guarded'), { preconditions })
    expect([status, body.reason]).toEqual([409, 'Conflict'])
    expect(body.message).toMatch(/the UID in the precondition \(.*\) does not match the UID in record/)
    expect((await target.client.get(at('guarded'))).status).toBe(200)
  })

  test('with dryRun keeps the object', async () => {
    await target.client.post(at(), configMap('spared'))
    expect((await target.client.delete(`${at('spared')}?dryRun=All`)).status).toBe(200)
    expect((await target.client.get(at('spared'))).status).toBe(200)
  })

  test('of an object with a finalizer only marks it, until the finalizer is removed', async () => {
    await target.client.post(at(), configMap('held', {}, { finalizers: ['acme.test/keep'] }))
    const { status, body } = await target.client.delete(at('held'))
    expect(status).toBe(200)
    expect(body.metadata.deletionTimestamp).toBeDefined()
    expect(body.metadata.deletionGracePeriodSeconds).toBe(0)
    const patched = await target.client.patch(at('held'), 'merge', { metadata: { finalizers: null } })
    expect(patched.status).toBe(200)
    expect((await target.client.get(at('held'))).status).toBe(404)
  })

  test('of a collection takes what the selector names, and nothing else', async () => {
    for (const name of ['sheep-1', 'sheep-2'])
      await target.client.post(at(), configMap(name, {}, { labels: { flock: 'a' } }))
    await target.client.post(at(), configMap('goat', {}, { labels: { flock: 'b' } }))
    const { status } = await target.client.delete(`${at()}?labelSelector=flock%3Da`)
    expect(status).toBe(200)
    expect((await target.client.get(at('sheep-1'))).status).toBe(404)
    expect((await target.client.get(at('goat'))).status).toBe(200)
  })
})

describe('ownership', () => {
  const reference = (owner: { metadata: { uid: string; name: string } }, more = {}) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    ...more,
  })

  async function family(name: string, more = {}) {
    const { body: owner } = await target.client.post(at(), configMap(name))
    await target.client.post(at(), configMap(`${name}-child`, {}, { ownerReferences: [reference(owner, more)] }))
    return await target.client.watch(`${at()}?watch=true&fieldSelector=metadata.name%3D${name}-child&timeoutSeconds=60`)
  }

  test('the child of a deleted owner is collected', async () => {
    const watch = await family('parent')
    await target.client.delete(at('parent'))
    await watch.until(({ type }) => type === 'DELETED', 'the deletion of the child')
    watch.close()
  })

  test('an orphan stays and loses its reference', async () => {
    const watch = await family('leaving')
    await target.client.delete(at('leaving'), { propagationPolicy: 'Orphan' })
    const { object } = await watch.until(({ type }) => type === 'MODIFIED', 'the orphan')
    expect(object.metadata.ownerReferences).toBeUndefined()
    watch.close()
  })

  test('in the foreground the owner waits for its children', async () => {
    const watch = await family('waiting', { blockOwnerDeletion: true })
    const owner = await target.client.watch(
      `${at()}?watch=true&fieldSelector=metadata.name%3Dwaiting&timeoutSeconds=60`,
    )
    const { body } = await target.client.delete(at('waiting'), { propagationPolicy: 'Foreground' })
    expect(body.metadata.finalizers).toEqual(['foregroundDeletion'])
    await Promise.all([watch.until(({ type }) => type === 'DELETED'), owner.until(({ type }) => type === 'DELETED')])
    watch.close()
    owner.close()
  })
})
