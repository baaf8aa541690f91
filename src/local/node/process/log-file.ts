import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** The log of one run while it is written. */
export interface LogFile {
  write(stream: 'stdout' | 'stderr', bytes: Buffer): void
  /** Writes what has no line end yet, and tells readers that no more comes. */
  close(): void
  readonly isClosed: boolean
  /** How often it began anew, each time the former part became `PATH.1`. */
  readonly rotations: number
  /** Resolves at the next write or at the end. */
  changed(): Promise<void>
}

/** What a log file needs. */
export interface LogFileOptions {
  readonly path: string
  readonly now: () => number
  readonly maxBytes?: number
}

const MAX_BYTES = 10 * 1024 * 1024
const MAX_LINE = 16 * 1024
const NEWLINE = 0x0a

/** Opens a log that is written as container runtimes do: `TIME STREAM F|P TEXT`, P for a line that goes on. */
export function logFile({ path, now, maxBytes = MAX_BYTES }: LogFileOptions): LogFile {
  mkdirSync(dirname(path), { recursive: true })
  let file = openSync(path, 'a')
  let size = existsSync(path) ? statSync(path).size : 0
  let rotations = 0
  let isClosed = false
  let waiting = Promise.withResolvers<void>()
  const batch: Buffer[] = []
  const rest = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) }
  const time = stamper(now)

  function entry(stream: 'stdout' | 'stderr', tag: 'F' | 'P', text: Buffer): void {
    batch.push(Buffer.from(`${time()} ${stream} ${tag} `), text, Buffer.from('\n'))
  }

  function flush(): void {
    const bytes = Buffer.concat(batch.splice(0))
    if (size > 0 && size + bytes.length > maxBytes) rotate()
    writeSync(file, bytes)
    size += bytes.length
  }

  function rotate(): void {
    closeSync(file)
    renameSync(path, `${path}.1`)
    file = openSync(path, 'a')
    size = 0
    rotations++
  }

  function wake(): void {
    waiting.resolve()
    waiting = Promise.withResolvers()
  }

  return {
    get isClosed() {
      return isClosed
    },
    get rotations() {
      return rotations
    },
    changed: () => (isClosed ? Promise.resolve() : waiting.promise),
    write(stream, bytes) {
      if (isClosed) return
      let left = Buffer.concat([rest[stream], bytes])
      for (let end = left.indexOf(NEWLINE); end >= 0 || left.length >= MAX_LINE; end = left.indexOf(NEWLINE)) {
        const isWhole = end >= 0 && end <= MAX_LINE
        entry(stream, isWhole ? 'F' : 'P', left.subarray(0, isWhole ? end : MAX_LINE))
        left = left.subarray(isWhole ? end + 1 : MAX_LINE)
      }
      rest[stream] = left
      flush()
      wake()
    },
    close() {
      if (isClosed) return
      for (const stream of ['stdout', 'stderr'] as const) if (rest[stream].length > 0) entry(stream, 'F', rest[stream])
      flush()
      closeSync(file)
      isClosed = true
      wake()
    },
  }
}

// Lines of one millisecond still differ, because readers resume behind the time of the last line they have.
function stamper(now: () => number): () => string {
  let last = 0
  let serial = 0
  return () => {
    const ms = Math.max(now(), last)
    serial = ms === last ? serial + 1 : 0
    last = ms
    const fraction = `${ms % 1000}`.padStart(3, '0') + `${Math.min(serial, 999_999)}`.padStart(6, '0')
    return `${new Date(ms).toISOString().slice(0, 19)}.${fraction}Z`
  }
}
