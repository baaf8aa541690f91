import { spawn } from 'node:child_process'

/** A program to be run, which ends when this process does. */
export interface ProgramCall {
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Removed with everything in it when the program has ended, even when this process was killed meanwhile. */
  readonly folder: string
  /** Told every line of both outputs. */
  readonly onLine?: (line: string) => void
  /** Asks the program to end. */
  readonly signal?: AbortSignal
}

/** How it ended. */
export interface ProgramEnd {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/*
 * The input of the shell stays open as long as this process lives and wants the program: at its end the program is
 * asked to stop, and told to when it does not. An interrupt from the keyboard is this process's to handle.
 */
const script = `
folder=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
{ read -r _; kill -TERM "$program"; sleep 10; kill -KILL "$program"; } <&3 >/dev/null 2>&1 &
guard=$!
exec 3<&-
trap '' INT
trap 'kill -TERM "$program" 2>/dev/null' TERM HUP
wait "$program"; code=$?
while kill -0 "$program" 2>/dev/null; do wait "$program"; code=$?; done
kill "$guard" 2>/dev/null
rm -rf "$folder"
exit "$code"
`

/** Runs a program to its end; rejects when it cannot be started. */
export function runStoppable(call: ProgramCall): Promise<ProgramEnd> {
  return process.platform === 'win32' ? runToItsEnd(call) : runGuarded(call)
}

function runGuarded({ words, env, folder, onLine, signal }: ProgramCall): Promise<ProgramEnd> {
  const { promise, resolve, reject } = Promise.withResolvers<ProgramEnd>()
  const child = spawn('sh', ['-c', script, 'sh', folder, ...words], {
    env: { ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const out = output(onLine)
  const err = output(onLine)
  child.stdout.on('data', out.take)
  child.stderr.on('data', err.take)
  child.stdin.on('error', () => undefined)
  const stop = (): void => void child.stdin.end()
  if (signal?.aborted === true) stop()
  signal?.addEventListener('abort', stop, { once: true })
  child.on('error', reject)
  child.on('close', (code) => {
    signal?.removeEventListener('abort', stop)
    stop()
    resolve({ exitCode: code ?? 1, stdout: out.end(), stderr: err.end() })
  })
  return promise
}

/** There is no shell of that kind there: the program goes on when this process is killed. */
async function runToItsEnd({ words, env, onLine }: ProgramCall): Promise<ProgramEnd> {
  const { getExecOutput } = await import('@actions/exec')
  const [program = '', ...args] = words
  const given = Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
  const out = output(onLine)
  const err = output(onLine)
  const listeners = { stdout: out.take, stderr: err.take }
  const { exitCode } = await getExecOutput(`"${program}"`, args, {
    env: given,
    silent: true,
    ignoreReturnCode: true,
    listeners,
  })
  return { exitCode, stdout: out.end(), stderr: err.end() }
}

/** Gathers an output and tells its lines as they come. */
function output(onLine: ((line: string) => void) | undefined) {
  const decoder = new TextDecoder()
  let all = ''
  let told = 0
  const tell = (isEnd: boolean): void => {
    for (let end = all.indexOf('\n', told); end >= 0; end = all.indexOf('\n', told)) {
      onLine?.(all.slice(told, end).replace(/\r$/, ''))
      told = end + 1
    }
    if (isEnd && told < all.length) onLine?.(all.slice(told))
  }
  return {
    take: (chunk: Uint8Array): void => {
      all += decoder.decode(chunk, { stream: true })
      tell(false)
    },
    end: (): string => {
      tell(true)
      return all
    },
  }
}
