import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDemoCluster } from '../../src/entry/demo-cluster.ts'

test.skipIf(process.platform === 'win32')(
  'the cluster of the demo answers, is held by one demo only, and forgets its objects',
  async () => {
    const home = mkdtempSync(join(tmpdir(), 'demo-cluster-'))
    const env = { HOME: home }
    const cluster = await openDemoCluster(env)
    const connected = await cluster.connect()
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'default', name: 'a' } }
    await connected.cluster.create(object)
    expect(await connected.cluster.get({ ...object, namespace: 'default', name: 'a' })).toMatchObject(object)
    expect(cluster.serviceUrl('serve')).toBeUndefined()
    await expect(openDemoCluster(env)).rejects.toMatchObject({ problems: [{ code: 'local/taken' }] })
    await cluster.close()
    expect(existsSync(join(home, '.cache/bodywork/demo/state.json'))).toBe(false)
    rmSync(home, { recursive: true, force: true })
  },
)
