import { existsSync, readFileSync } from 'node:fs'

const MAX_BYTES = 4096
const LOG_BYTES = 2048
const LOG_LINES = 80

/** What a container left as its last word: its message file, or the end of its log when it failed and its spec says so. */
export function terminationMessage(
  file: string,
  log: string,
  hasFallback: boolean,
  exitCode: number,
): string | undefined {
  const written = existsSync(file) ? readFileSync(file).subarray(0, MAX_BYTES).toString() : ''
  if (written !== '') return written
  if (!hasFallback || exitCode === 0 || !existsSync(log)) return undefined
  const lines = readFileSync(log).toString().split('\n').filter(Boolean).slice(-LOG_LINES)
  const text = lines.map((line) => line.replace(/^\S+ \S+ [FP] /, '')).join('\n')
  return text === '' ? undefined : Buffer.from(`${text}\n`).subarray(-LOG_BYTES).toString()
}
