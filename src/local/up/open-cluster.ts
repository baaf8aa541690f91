import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { signToken } from '../api/access/tokens.ts'
import { realClock } from '../clock-real.ts'
import { type LocalCluster, startLocalCluster } from '../cluster.ts'
import type { LocalStore } from '../contract.ts'
import { isMap, textAt } from '../controllers/fields.ts'
import type { ImageMap } from '../node/process/images.ts'
import { processNode } from '../node/process/process-node.ts'
import type { MakeToken } from '../node/process/projected-files.ts'
import { type Holder, takeLock } from './lock-file.ts'
import { readJson, writePrivate } from './private-file.ts'
import { keepState, readState } from './snapshot.ts'
import type { StateFolder } from './state-folder.ts'

/** A local cluster of this process, with the state of its folder. */
export interface OpenCluster {
  readonly cluster: LocalCluster
  /** Ends the pods, keeps the objects and frees the folder. */
  close(): Promise<void>
}

/** Settings of an open cluster. */
export interface OpenOptions {
  readonly folder: StateFolder
  readonly env: Readonly<Record<string, string | undefined>>
  readonly backoffScale?: number
  readonly notice?: (text: string) => void
  readonly onError?: (text: string) => void
}

/** Opens the cluster of a folder with pods as processes; when another process has it, that one is the answer. */
export function openCluster(options: OpenOptions): OpenCluster | { readonly holder: Holder } {
  const { folder, env, backoffScale, notice, onError = () => {} } = options
  const lock = takeLock(folder.lock)
  if ('holder' in lock) return lock
  const signingKey = keyIn(folder.signingKey)
  const clock = realClock()
  const state = readState(folder.state)
  const tokens: { store?: LocalStore } = {}
  const node = processNode({
    root: folder.path,
    env,
    images: () => imagesIn(folder.images),
    token: (request) => tokenFor(tokens.store, signingKey, request),
    ...(backoffScale !== undefined && { backoffScale }),
    ...(notice && { notice }),
  })
  const cluster = startLocalCluster({
    clock,
    node: { ...node, start: (store) => node.start(Object.assign(tokens, { store }).store) },
    signingKey,
    onError: (name, key, error) => onError(`${name} ${key}: ${error instanceof Error ? error.stack : String(error)}`),
    ...(state && { state }),
  })
  const keeper = keepState(folder.state, cluster.api, clock)
  return {
    cluster,
    async close() {
      await cluster.stop()
      keeper.stop()
      lock.release()
    },
  }
}

function keyIn(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch {
    const key = randomBytes(32)
    writePrivate(path, key)
    return key
  }
}

function imagesIn(path: string): ImageMap {
  const content = readJson(path)
  if (!isMap(content)) return {}
  return Object.fromEntries(
    Object.entries(content).flatMap(([image, words]) => (Array.isArray(words) ? [[image, words.map(String)]] : [])),
  )
}

const ISSUER = 'https://kubernetes.default.svc.cluster.local'

function tokenFor(store: LocalStore | undefined, key: Uint8Array, request: Parameters<MakeToken>[0]): string {
  const { pod, account, audience, seconds } = request
  const namespace = pod.metadata.namespace ?? ''
  const found = store?.get({ apiVersion: 'v1', kind: 'ServiceAccount', namespace, name: account })
  if (found === undefined) throw new Error(`serviceaccounts "${account}" not found`)
  const now = Math.floor((store?.clock.now() ?? 0) / 1000)
  return signToken(key, {
    aud: [audience || ISSUER],
    exp: now + seconds,
    iat: now,
    nbf: now,
    iss: ISSUER,
    jti: randomUUID(),
    sub: `system:serviceaccount:${namespace}:${account}`,
    'kubernetes.io': {
      namespace,
      serviceaccount: { name: account, uid: textAt(found, 'metadata', 'uid') },
      pod: { name: pod.metadata.name, uid: textAt(pod, 'metadata', 'uid') },
    },
  })
}
