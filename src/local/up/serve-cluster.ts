import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { startOf } from '../node/process/process-table.ts'
import { serveLocalApi } from '../server.ts'
import { writeKubeconfig } from './kubeconfig-file.ts'
import type { Holder } from './lock-file.ts'
import { type OpenOptions, openCluster } from './open-cluster.ts'
import { writePrivate } from './private-file.ts'

/** Runs the cluster of a folder behind a port of loopback until told to end; when another process has it, that one is the answer. */
export async function serveCluster(
  options: OpenOptions,
  signal: AbortSignal,
): Promise<{ readonly holder: Holder } | undefined> {
  const { folder } = options
  const opened = openCluster(options)
  if ('holder' in opened) return opened
  const server = await serveLocalApi(opened.cluster.api)
  writeKubeconfig(folder.kubeconfig, `${server.url}/${server.token}`, server.token)
  const { pid } = process
  writePrivate(folder.server, JSON.stringify({ url: server.url, token: server.token, pid, start: startOf(pid) ?? '' }))
  if (!signal.aborted) await once(signal, 'abort')
  rmSync(folder.server, { force: true })
  await opened.close()
  await server.close()
  return undefined
}
