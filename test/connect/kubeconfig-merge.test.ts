import { expect, test } from 'vitest'
import { mergedKubeconfig } from '../../src/connect/kubeconfig-merge.ts'

const text = (value: object, file?: string) => ({
  content: value,
  ...(file === undefined ? {} : { file }),
})
const user = (name: string, fields: object) => ({ users: [{ name, user: fields }] })
const usersOf = (...texts: Parameters<typeof mergedKubeconfig>[0]) => mergedKubeconfig(texts)['users']

test('what is defined first counts, for every name and for the current context', () => {
  const merged = mergedKubeconfig([
    text({ ...user('u', { token: 'first' }), clusters: [{ name: 'c', cluster: { server: 'https://first' } }] }),
    text({ ...user('u', { token: 'second' }), 'current-context': 'x', contexts: [{ name: 'x', context: {} }] }),
    text({ ...user('v', { token: 'third' }), 'current-context': 'y' }),
  ])
  expect(merged).toMatchObject({
    users: [
      { name: 'u', user: { token: 'first' } },
      { name: 'v', user: { token: 'third' } },
    ],
    clusters: [{ name: 'c', cluster: { server: 'https://first' } }],
    contexts: [{ name: 'x' }],
    'current-context': 'x',
  })
})

test('paths are relative to the file that names them; programs only when they are paths', () => {
  const fields = { 'client-certificate': 'pki/cert.pem', 'client-key': '/etc/key.pem' }
  const file = '/home/ada/.kube/config'
  const merged = mergedKubeconfig([
    text({ ...user('u', fields), clusters: [{ name: 'c', cluster: { 'certificate-authority': 'ca.pem' } }] }, file),
  ])
  expect(merged).toMatchObject({
    users: [{ user: { 'client-certificate': '/home/ada/.kube/pki/cert.pem', 'client-key': '/etc/key.pem' } }],
    clusters: [{ cluster: { 'certificate-authority': '/home/ada/.kube/ca.pem' } }],
  })
  expect(usersOf(text(user('u', { exec: { command: './plugin' } }), file))).toMatchObject([
    { user: { exec: { command: '/home/ada/.kube/plugin' } } },
  ])
  expect(usersOf(text(user('u', { exec: { command: 'aws' } }), file))).toMatchObject([
    { user: { exec: { command: 'aws' } } },
  ])
})

test('the file of a token is relative to the file that names it', () => {
  expect(usersOf(text(user('u', { token: 'old', tokenFile: 'token' }), '/k/config'))).toEqual([
    { name: 'u', user: { token: 'old', tokenFile: '/k/token' } },
  ])
})

test('a file that holds nothing of a kubeconfig changes nothing', () => {
  expect(mergedKubeconfig([text({}), { content: null }])).toMatchObject({
    users: [],
    clusters: [],
    contexts: [],
  })
})
