import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { signalTo, startOf } from '../node/process/process-table.ts'
import { reapStrays } from '../node/process/strays.ts'
import { holderOf } from './lock-file.ts'
import { type RunningCluster, runningCluster } from './running-cluster.ts'
import type { StateFolder } from './state-folder.ts'

const LOOK_MS = 50
const START_MS = 30_000
const END_MS = 20_000

/** Starts a process that outlives this one and serves the folder; answers it, or the end of its log when it did not come up. */
export async function startInBackground(
  folder: StateFolder,
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<RunningCluster | { readonly failure: string }> {
  mkdirSync(folder.path, { recursive: true, mode: 0o700 })
  const log = openSync(folder.log, 'w', 0o600)
  const child = spawn(process.execPath, [...process.execArgv, ...words], {
    detached: true,
    stdio: ['ignore', log, log],
    cwd: folder.path,
    env: { ...env, BODYWORK_LOCAL: folder.path },
  })
  closeSync(log)
  let isOver = false
  child.once('exit', () => {
    isOver = true
  })
  child.once('error', () => {
    isOver = true
  })
  child.unref()
  for (const until = Date.now() + START_MS; Date.now() < until && !isOver; ) {
    const running = runningCluster(folder)
    if (running !== undefined) return running
    await sleep(LOOK_MS)
  }
  return { failure: readFileSync(folder.log, 'utf8').trim().split('\n').slice(-5).join('\n') }
}

/** Ends the process that runs the folder's cluster, and all its pods; false when none was running. */
export async function endInBackground(folder: StateFolder): Promise<boolean> {
  const holder = holderOf(folder.lock)
  if (holder !== undefined) {
    signalTo(holder.pid, 'SIGTERM')
    for (const until = Date.now() + END_MS; Date.now() < until && startOf(holder.pid) === holder.start; )
      await sleep(LOOK_MS)
    if (startOf(holder.pid) === holder.start) signalTo(holder.pid, 'SIGKILL')
  }
  return reapStrays(folder.path) > 0 || holder !== undefined
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
