import { once } from 'node:events'
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Emit } from '../run/events.ts'

/** Full logs of each stage, a file each. */
export interface LogFiles {
  readonly emit: Emit
  close(): Promise<void>
}

/** Writes every line of a stage to `DIR/STAGE.log`. */
export function logFiles(folder: string): LogFiles {
  mkdirSync(folder, { recursive: true })
  const files = new Map<string, WriteStream>()
  const fileOf = (stage: string): WriteStream => {
    const known = files.get(stage)
    if (known !== undefined) return known
    const file = createWriteStream(join(folder, `${stage.replace(/[^A-Za-z0-9._-]+/g, '-')}.log`))
    files.set(stage, file)
    return file
  }
  return {
    emit: (event) => {
      if (event.type === 'stage.log') fileOf(event.stage).write(`${event.line}\n`)
    },
    close: async () => {
      await Promise.all([...files.values()].map((file) => once(file.end(), 'finish')))
    },
  }
}
