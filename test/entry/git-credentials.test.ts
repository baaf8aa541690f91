import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { gitEnvironment, gitKeys, gitKeysFrom } from '../../src/entry/git-credentials.ts'

const aFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'bodywork-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('a token goes to its own host, through variables', async () => {
  const env = await gitEnvironment('https://git.example/acme/iris', { token: 't0ken' }, aFolder())
  expect(env).toEqual({
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.https://git.example/.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from('x-access-token:t0ken').toString('base64')}`,
  })
})

test('an authority of the house is trusted for this one clone', async () => {
  const folder = aFolder()
  const keys = gitKeysFrom({ BODYWORK_GIT_CA: '-----BEGIN CERTIFICATE-----' })
  expect(await gitEnvironment('https://git.example/iris', keys, folder)).toEqual({
    GIT_SSL_CAINFO: join(folder, 'ca.pem'),
  })
  expect(readFileSync(join(folder, 'ca.pem'), 'utf8')).toBe('-----BEGIN CERTIFICATE-----\n')
})

test('an SSH key goes into a file that only its owner reads, and never into arguments', async () => {
  const folder = aFolder()
  const env = await gitEnvironment(
    'git@git.example:iris',
    { sshKey: 'KEY', knownHosts: 'git.example ssh-ed25519 A' },
    folder,
  )
  expect(env['GIT_SSH_COMMAND']).toContain('StrictHostKeyChecking=yes')
  expect(env['GIT_SSH_COMMAND']).not.toContain('KEY')
  expect(readFileSync(join(folder, 'identity'), 'utf8')).toBe('KEY\n')
  expect(statSync(join(folder, 'identity')).mode & 0o777).toBe(0o600)
})

test('what is not given changes nothing', async () => {
  expect(await gitEnvironment('https://git.example/iris', {}, aFolder())).toEqual({})
  expect(await gitEnvironment('git@git.example:iris', { token: 'x' }, aFolder())).toEqual({})
  expect(gitKeysFrom({ BODYWORK_GIT_TOKEN: '' })).toEqual({})
})

test('a key file that is not there is said', async () => {
  await expect(gitKeys('none', { cwd: aFolder(), env: {} })).rejects.toThrow('the file "none" cannot be read')
})
