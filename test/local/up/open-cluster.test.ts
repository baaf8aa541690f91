import { readFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { listAt, textAt } from '../../../src/local/api/json.ts'
import { openCluster } from '../../../src/local/up/open-cluster.ts'
import { stateFolder } from '../../../src/local/up/state-folder.ts'
import { isOver, scratchFolder, shellPod } from '../../builders-process.ts'

vi.setConfig({ testTimeout: 30_000 })

const program = `
import os, ssl, urllib.error, urllib.request
account = "/var/run/secrets/kubernetes.io/serviceaccount"
token, namespace = open(account + "/token").read(), open(account + "/namespace").read()
trust = ssl.create_default_context(cafile=account + "/ca.crt")
def status(host, path):
    asked = urllib.request.Request("https://%s%s" % (host, path), headers={"Authorization": "Bearer " + token})
    try:
        return urllib.request.urlopen(asked, context=trust).status
    except urllib.error.HTTPError as error:
        return error.code
here = os.environ["KUBERNETES_SERVICE_HOST"] + ":" + os.environ["KUBERNETES_SERVICE_PORT"]
pods, secrets = ("/api/v1/namespaces/%s/%s" % (namespace, kind) for kind in ("pods", "secrets"))
print(status(here, pods), status(here, secrets), status("kubernetes.default.svc", pods), os.environ["KUBECONFIG"])
`

test('a pod reaches the API server with TLS, and may there what its account may', async () => {
  const folder = stateFolder(scratchFolder())
  const opened = openCluster({ folder, env: process.env })
  if ('holder' in opened) throw new Error('the folder is taken')
  onTestFinished(() => opened.close())
  const { store, api } = opened.cluster
  store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } })
  await vi.waitUntil(() => store.get({ apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'team', name: 'default' }))
  const metadata = { name: 'reader', namespace: 'team' }
  const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }]
  const apiGroup = 'rbac.authorization.k8s.io'
  store.create({ apiVersion: `${apiGroup}/v1`, kind: 'Role', metadata, rules })
  store.create({
    apiVersion: `${apiGroup}/v1`,
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup, kind: 'Role', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'team' }],
  })
  store.create(shellPod('one', '', { command: ['python3', '-c', program] }))
  const key = { apiVersion: 'v1', kind: 'Pod', namespace: 'team', name: 'one' }
  await vi.waitUntil(() => isOver(store.get(key) ?? { apiVersion: '', kind: '', metadata: { name: '' } }), 20_000)
  const log = await api.handle({ method: 'GET', path: '/api/v1/namespaces/team/pods/one/log', headers: {} })
  let said = ''
  for await (const piece of log.body) said += Buffer.from(piece).toString()
  const [, kubeconfig = ''] = /^200 403 200 (.*)\n$/.exec(said) ?? []
  expect(kubeconfig, said).not.toBe('')
  const config: unknown = JSON.parse(readFileSync(kubeconfig, 'utf8'))
  const tokenFile = textAt(listAt(config, 'users')[0], 'user', 'tokenFile')
  expect(readFileSync(tokenFile, 'utf8').split('.')).toHaveLength(3)
})
