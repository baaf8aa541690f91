import { join } from 'node:path'

/** Where a local cluster keeps what outlives it. */
export interface StateFolder {
  readonly path: string
  readonly lock: string
  /** Every object. */
  readonly state: string
  readonly signingKey: string
  /** What pods know the API server by. */
  readonly certificate: string
  /** How to reach the one that is running. */
  readonly server: string
  readonly kubeconfig: string
  readonly log: string
  /** What the images of programs start. */
  readonly images: string
  /** Where services are reached. */
  readonly hosts: string
}

/** The folder of that path. */
export function stateFolder(path: string): StateFolder {
  return {
    path,
    lock: join(path, 'lock.json'),
    state: join(path, 'state.json'),
    signingKey: join(path, 'signing.key'),
    certificate: join(path, 'certificate.json'),
    server: join(path, 'server.json'),
    kubeconfig: join(path, 'kubeconfig'),
    log: join(path, 'local.log'),
    images: join(path, 'images.json'),
    hosts: join(path, 'hosts.json'),
  }
}

/** The usual one of a user; BODYWORK_LOCAL names another. */
export function usualFolder(env: Readonly<Record<string, string | undefined>>): StateFolder {
  const given = env['BODYWORK_LOCAL'] ?? ''
  if (given !== '') return stateFolder(given)
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '.'
  return stateFolder(join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'bodywork', 'local'))
}
