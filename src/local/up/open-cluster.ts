import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isMap, textAt } from '../api/json.ts'
import { realClock } from '../clock-real.ts'
import { type LocalCluster, startLocalCluster } from '../cluster.ts'
import type { ImageMap } from '../node/process/images.ts'
import { processNode } from '../node/process/process-node.ts'
import { serveForPods } from '../server.ts'
import { type Certificate, makeCertificate } from './certificate.ts'
import { type Holder, takeLock } from './lock-file.ts'
import { podToken } from './pod-token.ts'
import { readJson, writePrivate } from './private-file.ts'
import { keepState, readState } from './snapshot.ts'
import type { StateFolder } from './state-folder.ts'

const SERVER_NAMES = [
  'kubernetes',
  'kubernetes.default',
  'kubernetes.default.svc',
  'kubernetes.default.svc.cluster.local',
  'localhost',
]

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
  /** Programs of images, by image without its tag; those of the folder's own list go before. */
  readonly programs?: ImageMap
  readonly backoffScale?: number
  readonly notice?: (text: string) => void
  readonly onError?: (text: string) => void
}

/** Opens the cluster of a folder with pods as processes; when another process has it, that one is the answer. */
export function openCluster(options: OpenOptions): OpenCluster | { readonly holder: Holder } {
  const { folder, env, programs = {}, backoffScale, notice, onError = () => {} } = options
  const lock = takeLock(folder.lock)
  if ('holder' in lock) return lock
  const signingKey = keyIn(folder.signingKey)
  const clock = realClock()
  const state = readState(folder.state)
  const { key, certificate } = certificateIn(folder.certificate, clock.now())
  // What the node needs of the cluster it is a part of.
  const late: { cluster?: LocalCluster } = {}
  const listener = serveForPods(() => apiOf(late), { key, cert: certificate })
  const node = processNode({
    root: folder.path,
    env,
    images: () => ({ ...programs, ...imagesIn(folder.images) }),
    token: (request) => podToken(late.cluster?.store, signingKey, request),
    apiPort: listener.port,
    ...(backoffScale !== undefined && { backoffScale }),
    ...(notice && { notice }),
  })
  const cluster = startLocalCluster({
    clock,
    node,
    signingKey,
    caCertificate: certificate,
    onError: (name, key, error) => onError(`${name} ${key}: ${error instanceof Error ? error.stack : String(error)}`),
    ...(state && { state }),
  })
  late.cluster = cluster
  const keeper = keepState(folder.state, cluster.api, clock)
  return {
    cluster,
    async close() {
      await cluster.stop()
      await listener.close()
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

function apiOf({ cluster }: { readonly cluster?: LocalCluster }): LocalCluster['api'] {
  if (cluster === undefined) throw new Error('the cluster has not started yet')
  return cluster.api
}

function certificateIn(path: string, now: number): Certificate {
  const known = readJson(path)
  const kept = { key: textAt(known, 'key'), certificate: textAt(known, 'certificate') }
  if (kept.key !== '' && kept.certificate !== '') return kept
  const made = makeCertificate(SERVER_NAMES, ['127.0.0.1'], now)
  writePrivate(path, JSON.stringify(made))
  return made
}

function imagesIn(path: string): ImageMap {
  const content = readJson(path)
  if (!isMap(content)) return {}
  return Object.fromEntries(
    Object.entries(content).flatMap(([image, words]) => (Array.isArray(words) ? [[image, words.map(String)]] : [])),
  )
}
