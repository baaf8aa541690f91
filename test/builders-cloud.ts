import type { CloudPorts, CloudRequest, CloudResponse } from '../src/connect/cloud-ports.ts'
import { type Problem, ProblemError } from '../src/model/problem.ts'

/** CloudPorts for tests: answers come from a function, and what was sent and masked is kept. */
export interface RecordingCloud extends CloudPorts {
  readonly sent: CloudRequest[]
  readonly masked: string[]
  advance(ms: number): void
}

/** An answer with a JSON body. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): CloudResponse {
  return { status, headers, body: JSON.stringify(value) }
}

/** Ports with a virtual clock; a sleep moves it. */
export function recordingCloud(
  answer: (request: CloudRequest) => CloudResponse | Promise<CloudResponse>,
  over: Partial<CloudPorts> & { readonly files?: Readonly<Record<string, string>> } = {},
): RecordingCloud {
  const { files = {}, ...ports } = over
  let now = Date.parse('2026-01-02T03:04:05Z')
  const sent: CloudRequest[] = []
  const masked: string[] = []
  return {
    now: () => now,
    random: () => 0.5,
    sleep: (ms) => {
      now += ms
      return Promise.resolve()
    },
    env: {},
    readFile: (path) => Promise.resolve(files[path]),
    run: () => Promise.reject(new Error('no program may run here')),
    ...ports,
    mask: (secret) => masked.push(secret),
    send: async (request) => {
      sent.push(request)
      return answer(request)
    },
    advance: (ms) => {
      now += ms
    },
    sent,
    masked,
  }
}

/** The first problem of a promise that fails. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem | undefined> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ProblemError)) throw new Error(`no problem but ${String(error)}`)
  return error.problems[0]
}

/** An unsigned token with those claims. */
export function jwt(claims: unknown, signature = 'unique-signature'): string {
  return [{ alg: 'none' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(signature)
    .join('.')
}
