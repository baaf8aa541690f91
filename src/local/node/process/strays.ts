import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { processesWith, signalTo, startOf } from './process-table.ts'

/** Environment variable that marks every process of a node, by the node's folder. */
export const NODE_MARK = 'BODYWORK_LOCAL_ROOT'

/** Environment variable that marks every process of one container. */
export const CONTAINER_MARK = 'BODYWORK_LOCAL_CONTAINER'

const FOLDER = 'run'

/** Notes that a process group runs for the node; the result takes the note away. */
export function recordProcess(root: string, pid: number): () => void {
  const path = join(root, FOLDER, `${pid}`)
  mkdirSync(join(root, FOLDER), { recursive: true })
  writeFileSync(path, startOf(pid) ?? '')
  return () => rmSync(path, { force: true })
}

/** Ends what a node of that folder left running when it died; only processes whose pid and start are as noted, and marked ones. */
export function reapStrays(root: string): number {
  const noted = notes(root).filter(({ pid, start }) => start !== '' && startOf(pid) === start)
  const marked = processesWith(`${NODE_MARK}=${root}`)
  for (const { pid } of noted) signalTo(-pid, 'SIGKILL')
  for (const pid of marked) signalTo(pid, 'SIGKILL')
  rmSync(join(root, FOLDER), { recursive: true, force: true })
  return new Set([...noted.map(({ pid }) => pid), ...marked]).size
}

function notes(root: string): readonly { readonly pid: number; readonly start: string }[] {
  try {
    return readdirSync(join(root, FOLDER))
      .filter((name) => /^\d+$/.test(name))
      .map((name) => ({ pid: Number(name), start: readFileSync(join(root, FOLDER, name), 'utf8') }))
  } catch {
    return []
  }
}
