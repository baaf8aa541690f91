import type { Io } from '../src/entry/command.ts'

/** An Io that keeps what was printed. */
export interface RecordingIo extends Io {
  out(): string
  err(): string
}

/** An Io for tests: no terminal, an empty environment and nothing on standard input unless given. */
export function recordingIo(over: Partial<Io> = {}): RecordingIo {
  let stdout = ''
  let stderr = ''
  return {
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
    env: {},
    cwd: process.cwd(),
    isTerminal: false,
    stdin: () => Promise.resolve(''),
    signal: new AbortController().signal,
    ...over,
    out: () => stdout,
    err: () => stderr,
  }
}
