import { textAt } from '../api/json.ts'
import { holderOf } from './lock-file.ts'
import { readJson } from './private-file.ts'
import type { StateFolder } from './state-folder.ts'

/** A local cluster that another process runs. */
export interface RunningCluster {
  readonly pid: number
  readonly url: string
  readonly token: string
}

/** The cluster of that folder that is running and can be reached. */
export function runningCluster(folder: StateFolder): RunningCluster | undefined {
  const holder = holderOf(folder.lock)
  const server = readJson(folder.server)
  const url = textAt(server, 'url')
  const token = textAt(server, 'token')
  const isItsOwn = holder !== undefined && textAt(server, 'start') === holder.start
  return isItsOwn && url !== '' ? { pid: holder.pid, url, token } : undefined
}
