import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { wrongWords } from '../manage/missing.ts'
import type { Io } from './command.ts'

/** What a person or a Secret gives to get at a private repository. */
export interface GitKeys {
  readonly token?: string
  readonly sshKey?: string
  readonly knownHosts?: string
  /** Certificate of the authority that signed the server's, where that is none of the public ones. */
  readonly ca?: string
}

/** Keys from the environment, and the SSH key from a file when one was named. */
export async function gitKeys(sshFile: string | undefined, io: Pick<Io, 'cwd' | 'env'>): Promise<GitKeys> {
  if (sshFile === undefined) return gitKeysFrom(io.env)
  const sshKey = await readFile(resolve(io.cwd, sshFile), 'utf8').catch(() => undefined)
  if (sshKey === undefined) throw wrongWords(`the file "${sshFile}" cannot be read`, 'Name a private key for git.')
  return { ...gitKeysFrom(io.env), sshKey }
}

/** Keys from the environment, as schedules and CI give them. */
export function gitKeysFrom(env: Readonly<Record<string, string | undefined>>): GitKeys {
  const facts = {
    token: env['BODYWORK_GIT_TOKEN'],
    sshKey: env['BODYWORK_GIT_SSH_PRIVATE_KEY'],
    knownHosts: env['BODYWORK_GIT_KNOWN_HOSTS'],
    ca: env['BODYWORK_GIT_CA'],
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ''))
}

/**
 * The environment in which git gets at that URL. Keys never stand in arguments, which other programs see, nor in the
 * configuration of the clone, which stays: a token goes through git's own variables, an SSH key into a file of `folder`.
 */
export async function gitEnvironment(url: string, keys: GitKeys, folder: string): Promise<Record<string, string>> {
  if (/^https?:\/\//.test(url))
    return {
      ...(keys.token === undefined ? {} : tokenEnvironment(url, keys.token)),
      ...(keys.ca === undefined ? {} : await trustEnvironment(keys.ca, folder)),
    }
  if (keys.sshKey === undefined) return {}
  const identity = join(folder, 'identity')
  await writeFile(identity, `${keys.sshKey.trimEnd()}\n`, { mode: 0o600 })
  const hosts = join(folder, 'known_hosts')
  await writeFile(hosts, keys.knownHosts ?? '', { mode: 0o600 })
  // Without pinned hosts the first key that is seen counts, for this one clone.
  const checking = keys.knownHosts === undefined ? 'accept-new' : 'yes'
  const options = [
    `IdentitiesOnly=yes`,
    `StrictHostKeyChecking=${checking}`,
    `UserKnownHostsFile=${hosts}`,
    'BatchMode=yes',
  ]
  return { GIT_SSH_COMMAND: ['ssh', '-i', identity, ...options.flatMap((option) => ['-o', option])].join(' ') }
}

async function trustEnvironment(ca: string, folder: string): Promise<Record<string, string>> {
  const file = join(folder, 'ca.pem')
  await writeFile(file, `${ca.trimEnd()}\n`, { mode: 0o600 })
  return { GIT_SSL_CAINFO: file }
}

function tokenEnvironment(url: string, token: string): Record<string, string> {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${new URL(url).origin}/.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  }
}
