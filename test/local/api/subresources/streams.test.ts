import { expect, test } from 'vitest'
import { createLocalApi } from '../../../../src/local/api/local-api.ts'
import { virtualClock } from '../../../../src/local/clock-virtual.ts'
import type { CommandOptions, NodeRuntime } from '../../../../src/local/contract.ts'

const started: Partial<CommandOptions>[] = []
const node: NodeRuntime = {
  nodeName: 'here',
  start: () => {},
  stop: () => Promise.resolve(),
  logs: async function* () {},
  address: (_namespace, _pod, port) => ({ host: '127.9.9.9', port }),
  command(_namespace, _pod, { onOutput: _, ...options }) {
    started.push(options)
    return { write: () => {}, end: () => {}, kill: () => {}, pause: () => {}, ended: Promise.resolve(0) }
  },
}
const api = createLocalApi({ clock: virtualClock(), node })
const metadata = { name: 'default', namespace: 'default' }
api.store.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata })
for (const [name, phase] of [
  ['runs', 'Running'],
  ['over', 'Succeeded'],
]) {
  const containers = ['main', 'side'].map((container) => ({ name: container, image: 'a:1' }))
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: name ?? '', namespace: 'default' } }
  api.store.create({ ...pod, spec: { containers } })
  api.store.updateStatus({ ...pod, status: { phase } })
}

const open = (path: string, headers: Record<string, string> = {}) =>
  api.open({ method: 'GET', path: `/api/v1/namespaces/default/pods/${path}`, headers })

test('a command is started with what the query says', async () => {
  const opened = await open('runs/exec?command=ls&command=-l&container=side&stdin=1&tty=true')
  if (opened.kind !== 'command') throw new Error('no command')
  opened.start(() => {})
  expect(started).toEqual([{ container: 'side', command: ['ls', '-l'], hasInput: true, isTerminal: true }])
})

test('ports of a pod lead to where it is', async () => {
  const opened = await open('runs/portforward')
  expect(opened.kind === 'forward' && opened.reach(80)).toEqual({ host: '127.9.9.9', port: 80 })
})

test.each([
  ['no pod', 'nobody/exec?command=ls', 404, 'pods "nobody" not found'],
  ['no container of that name', 'runs/exec?command=ls&container=x', 400, 'container x is not valid for pod runs'],
  ['several and none named', 'runs/exec?command=ls', 400, 'a container name must be specified'],
  ['no command', 'runs/exec?container=main', 400, 'you must specify at least 1 command'],
  ['a pod that is over', 'over/exec?command=ls&container=main', 400, 'completed pod; current phase is Succeeded'],
  ['ports of a pod that is over', 'over/portforward', 400, 'pod is not running. Current status=Succeeded'],
  ['another part of a pod', 'runs/attach', 404, ''],
])('%s is refused', async (_what, path, code, message) => {
  const wanted = { status: { code, message: expect.stringContaining(message) } }
  await expect(open(path)).rejects.toMatchObject(wanted)
})

test('who may not create pods/exec is told so, and who is unknown too', async () => {
  const body = JSON.stringify({ spec: {} })
  const path = '/api/v1/namespaces/default/serviceaccounts/default/token'
  const answer = await api.handle({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body })
  let text = ''
  for await (const piece of answer.body) text += Buffer.from(piece).toString()
  const authorization = `Bearer ${JSON.parse(text).status.token}`
  await expect(open('runs/exec?command=ls', { authorization })).rejects.toThrow('cannot create resource "pods/exec"')
  await expect(open('runs/exec?command=ls', { authorization: 'Bearer x' })).rejects.toMatchObject({
    status: { code: 401 },
  })
})

test('without another protocol there is nothing to answer', async () => {
  const path = '/api/v1/namespaces/default/pods/runs/exec?command=ls'
  expect(await api.handle({ method: 'GET', path, headers: {} })).toMatchObject({ status: 400 })
})
