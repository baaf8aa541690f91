import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listAt, textAt } from '../../../src/local/api/json.ts'
import { openCluster } from '../../../src/local/up/open-cluster.ts'
import { runningCluster } from '../../../src/local/up/running-cluster.ts'
import { serveCluster } from '../../../src/local/up/serve-cluster.ts'
import { stateFolder } from '../../../src/local/up/state-folder.ts'
import { isOver, scratchFolder, shellPod } from '../../builders-process.ts'

vi.setConfig({ testTimeout: 30_000 })

/** A cluster behind its port, ended with the test. */
async function served() {
  const folder = stateFolder(scratchFolder())
  const controller = new AbortController()
  const done = serveCluster({ folder, env: process.env }, controller.signal)
  onTestFinished(async () => {
    controller.abort()
    await done
  })
  await vi.waitUntil(() => runningCluster(folder) !== undefined, 20_000)
  const running = runningCluster(folder)
  if (running === undefined) throw new Error('it is not running')
  return { folder, running, end: () => controller.abort(), done }
}

test('the token opens the API, in a header or as base path as the kubeconfig has it; nothing else does', async () => {
  const { folder, running } = await served()
  const config: unknown = JSON.parse(readFileSync(folder.kubeconfig, 'utf8'))
  const server = textAt(listAt(config, 'clusters')[0], 'cluster', 'server')
  const path = '/api/v1/namespaces/default'
  const authorization = `Bearer ${running.token}`
  expect((await fetch(`${running.url}${path}`, { headers: { authorization } })).status).toBe(200)
  expect((await fetch(`${server}${path}`)).status).toBe(200)
  expect((await fetch(`${running.url}${path}`)).status).toBe(403)
  expect((await fetch(`${running.url}/wrong${path}`)).status).not.toBe(200)
})

test('a second one in the same folder is told who has it', async () => {
  const { folder, running, end, done } = await served()
  expect(openCluster({ folder, env: process.env })).toMatchObject({ holder: { pid: running.pid } })
  end()
  expect(await done).toBeUndefined()
  expect(runningCluster(folder)).toBeUndefined()
})

test('a pod gets a token that the server accepts as its service account, and loses nothing when the cluster restarts', async () => {
  const folder = stateFolder(scratchFolder())
  const opened = openCluster({ folder, env: process.env })
  if ('holder' in opened) throw new Error('the folder is taken')
  const { store } = opened.cluster
  store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } })
  store.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot', namespace: 'team' } })
  const volumes = [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }]
  const volumeMounts = [{ name: 'token', mountPath: '/var/run/token' }]
  const spec = { volumes, serviceAccountName: 'robot' }
  store.create(shellPod('one', 'cat /var/run/token/token > /dev/termination-log', { volumeMounts }, spec))
  const key = { apiVersion: 'v1', kind: 'Pod', namespace: 'team', name: 'one' }
  await vi.waitUntil(() => isOver(store.get(key) ?? { apiVersion: '', kind: '', metadata: { name: '' } }), 20_000)
  const status = listAt(store.get(key), 'status', 'containerStatuses')[0]
  const authorization = `Bearer ${textAt(status, 'state', 'terminated', 'message')}`
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' }
  const answer = await opened.cluster.api.handle({
    method: 'POST',
    path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(review),
  })
  expect(answer.status).not.toBe(401)
  await opened.close()
  const again = openCluster({ folder, env: process.env })
  if ('holder' in again) throw new Error('the folder is taken')
  onTestFinished(() => again.close())
  expect(again.cluster.store.get(key)).toMatchObject({ status: { phase: 'Succeeded' } })
})
