import { redactor } from '../report/redact.ts'
import type { Io } from './command.ts'

const cancelSignals = ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const

/** The real terminal, environment and signals; a second signal ends the process at once. */
export function processIo(): Io {
  const controller = new AbortController()
  const unread = new AbortController()
  // `… | head -1` stops reading: what is under way, a deployment above all, still comes to its end.
  process.stdout.on(
    'error',
    ifUnread(() => unread.abort()),
  )
  process.stderr.on(
    'error',
    ifUnread(() => undefined),
  )
  const cancel = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort(new Error(`received ${signal}`))
  }
  let isListening = false
  const redact = redactor()
  return {
    stdout: (chunk) => void (unread.signal.aborted || process.stdout.write(redact.text(chunk))),
    stderr: (chunk) => void process.stderr.write(redact.text(chunk)),
    mask: redact.add,
    env: process.env,
    cwd: process.cwd(),
    isTerminal: process.stdout.isTTY === true,
    unread: unread.signal,
    stdin: async () => (await import('node:stream/consumers')).text(process.stdin),
    ...(process.stderr.isTTY === true && process.stdin.isTTY === true ? { ask } : {}),
    /** Commands that never ask for the signal keep the default behaviour of the process. */
    get signal() {
      if (!isListening) for (const name of cancelSignals) process.on(name, cancel)
      isListening = true
      return controller.signal
    },
  }
}

function ifUnread(act: () => void): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (error.code !== 'EPIPE') throw error
    act()
  }
}

/** Most commands ask nobody anything, so what that takes is loaded when one does. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises')
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}
