import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { readFileCommands } from './file-commands.ts'
import { type ReadLog, readLog } from './log-reader.ts'

/** How a step is started. */
export interface StepOptions {
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly workspace: string
  readonly attempt?: number
  readonly event?: { readonly name: string; readonly payload: unknown }
  /** Called with everything printed so far; true cancels the step as the runner does. */
  readonly cancelWhen?: (output: string) => boolean
  /** Cancels after that time, as `timeout-minutes` does. */
  readonly timeoutMs?: number
}

/** What a step left behind. */
export interface StepResult extends ReadLog {
  readonly exitCode: number | null
  readonly signal: string | null
  readonly output: string
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  readonly summary: string
  /** From the first signal of a cancel to the end of the process. */
  readonly cancelMs?: number
}

/** The waits of the runner between SIGINT, SIGTERM and the kill. */
const interruptMs = 7500
const terminateMs = 2500
const summaryLimit = 1024 * 1024

/** Runs one step of the action as the runner does: main, or post with the state that main saved. */
export async function runStep(
  phase: 'main' | 'post',
  options: StepOptions,
  state: Readonly<Record<string, string>> = {},
): Promise<StepResult> {
  const temp = mkdtempSync(join(tmpdir(), 'bodywork-runner-'))
  try {
    const files = fileCommandsIn(temp)
    const action = parse(readFileSync('action.yml', 'utf8'))
    const script = process.env['BODYWORK_TEST_PROGRAM'] ?? join(process.cwd(), action.runs[phase])
    const child = spawn(process.execPath, [script], {
      cwd: options.workspace,
      env: environmentOf(options, action, files, temp, state),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const ended = await endOf(child, options)
    const summary = readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8')
    if (Buffer.byteLength(summary) > summaryLimit) throw new Error('the runner refuses a summary above 1 MiB')
    return {
      ...ended,
      ...readLog(ended.output),
      outputs: readFileCommands(readFileSync(files.GITHUB_OUTPUT, 'utf8')),
      state: readFileCommands(readFileSync(files.GITHUB_STATE, 'utf8')),
      summary,
    }
  } finally {
    rmSync(temp, { recursive: true, force: true })
  }
}

function fileCommandsIn(temp: string) {
  const files = {
    GITHUB_OUTPUT: join(temp, 'output'),
    GITHUB_STATE: join(temp, 'state'),
    GITHUB_STEP_SUMMARY: join(temp, 'summary'),
    GITHUB_ENV: join(temp, 'env'),
    GITHUB_PATH: join(temp, 'path'),
  }
  for (const file of Object.values(files)) writeFileSync(file, '')
  return files
}

function environmentOf(
  options: StepOptions,
  action: { readonly inputs: Readonly<Record<string, { readonly default?: string }>> },
  files: Readonly<Record<string, string>>,
  temp: string,
  state: Readonly<Record<string, string>>,
): Record<string, string> {
  const event = options.event ?? { name: 'push', payload: {} }
  const eventPath = join(temp, 'event.json')
  writeFileSync(eventPath, JSON.stringify(event.payload))
  const runnerTemp = join(temp, 'runner-temp')
  mkdirSync(runnerTemp)
  const given = {
    ...Object.fromEntries(Object.keys(action.inputs).map((name) => [name, defaultOf(action.inputs[name]?.default)])),
    ...options.inputs,
  }
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? temp,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: options.workspace,
    GITHUB_REPOSITORY: 'acme/pipelines',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'http://127.0.0.1:9',
    GITHUB_RUN_ID: '4242',
    GITHUB_RUN_NUMBER: '7',
    GITHUB_RUN_ATTEMPT: String(options.attempt ?? 1),
    GITHUB_ACTOR: 'ada',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: eventPath,
    RUNNER_TEMP: runnerTemp,
    RUNNER_OS: 'Linux',
    ...files,
    ...Object.fromEntries(
      Object.entries(given).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
    ),
    ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
    ...options.env,
  }
}

/** The one expression that action.yml uses as a default. */
function defaultOf(text: string | undefined): string {
  return text === undefined ? '' : text.replace('${{ github.token }}', 'ghs_simulated_token')
}

async function endOf(child: ChildProcess, options: StepOptions) {
  let output = ''
  let cancelledAt: number | undefined
  const timers: NodeJS.Timeout[] = []
  const cancel = () => {
    if (cancelledAt !== undefined) return
    cancelledAt = performance.now()
    child.kill('SIGINT')
    timers.push(setTimeout(() => child.kill('SIGTERM'), interruptMs))
    timers.push(setTimeout(() => child.kill('SIGKILL'), interruptMs + terminateMs))
  }
  const read = (chunk: Buffer) => {
    output += chunk.toString('utf8')
    if (options.cancelWhen?.(output) === true) cancel()
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  if (options.timeoutMs !== undefined) timers.push(setTimeout(cancel, options.timeoutMs))
  const [exitCode, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, name) => resolve([code, name]))
  })
  for (const timer of timers) clearTimeout(timer)
  return {
    output,
    exitCode,
    signal,
    ...(cancelledAt === undefined ? {} : { cancelMs: performance.now() - cancelledAt }),
  }
}
