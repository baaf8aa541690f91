import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** A process of this machine. */
export interface ProcessEntry {
  readonly pid: number
  readonly parent: number
  readonly residentBytes: number
}

const PAGE = 4096

/** When the process began, in the system's own words; undefined when there is none. Pid and start together are unique. */
export function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? statOf(pid)?.[19] : startByPs(pid)
}

// Fields behind the name, which may hold blanks and brackets itself; [1] parent, [19] start, [21] resident pages.
function statOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields
  } catch {
    return undefined
  }
}

function startByPs(pid: number): string | undefined {
  try {
    const words = execFileSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' }).trim()
    return words === '' ? undefined : words
  } catch {
    return undefined
  }
}

function pids(): readonly number[] {
  try {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
  } catch {
    return []
  }
}

/** Every process, where the system tells (Linux); else none. */
export function processTable(): readonly ProcessEntry[] {
  return pids().flatMap((pid) => {
    const fields = statOf(pid)
    return fields === undefined ? [] : { pid, parent: Number(fields[1]), residentBytes: Number(fields[21]) * PAGE }
  })
}

/** Processes whose environment holds that setting, where the system tells (Linux): they left their group, perhaps, but not us. */
export function processesWith(setting: string): readonly number[] {
  const wanted = Buffer.from(`${setting}\0`)
  return pids().filter((pid) => {
    try {
      return pid !== process.pid && readFileSync(`/proc/${pid}/environ`).includes(wanted)
    } catch {
      return false
    }
  })
}

/** Sends a signal; a process that is gone is no mistake. A negative number means a group. */
export function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended already, which is what we are after.
  }
}
