import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import { listAt, textAt } from '../../src/local/api/json.ts'
import { mapAt } from '../../src/local/controllers/fields.ts'

/** How to reach an API server. */
export interface Access {
  readonly server: string
  readonly ca?: string | Buffer
  readonly cert?: string | Buffer
  readonly key?: string | Buffer
  readonly token?: string
}

/** Reads the current context of a kubeconfig: certificates and tokens, in the file or beside it. */
export function readKubeconfig(file: string): Access {
  const config: unknown = parse(readFileSync(file, 'utf8'))
  const named = (list: string, name: string) => listAt(config, list).find((item) => textAt(item, 'name') === name)
  const context = mapAt(named('contexts', textAt(config, 'current-context')), 'context')
  const cluster = mapAt(named('clusters', textAt(context, 'cluster')), 'cluster')
  const user = mapAt(named('users', textAt(context, 'user')), 'user')
  const bytes = (of: unknown, field: string) => {
    const inline = textAt(of, `${field}-data`)
    if (inline !== '') return Buffer.from(inline, 'base64')
    const path = textAt(of, field)
    return path === '' ? undefined : readFileSync(resolve(dirname(file), path))
  }
  return Object.fromEntries(
    Object.entries({
      server: textAt(cluster, 'server'),
      ca: bytes(cluster, 'certificate-authority'),
      cert: bytes(user, 'client-certificate'),
      key: bytes(user, 'client-key'),
      token: textAt(user, 'token') || undefined,
    }).filter(([, value]) => value !== undefined),
  ) as unknown as Access
}
