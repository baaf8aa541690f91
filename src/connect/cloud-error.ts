import { parsedJson } from '../model/json-text.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import type { CloudResponse } from './cloud-ports.ts'

/** A refusal of a cloud, as a problem a person can act on. */
export function cloudProblem(code: string, message: string, hint?: string): Problem {
  return { severity: 'error', code: `connect/${code}`, message, ...(hint === undefined ? {} : { hint }) }
}

/** The same, thrown by adapters. */
export function cloudError(code: string, message: string, hint?: string, cause?: unknown): ProblemError {
  return new ProblemError('cluster', [cloudProblem(code, message, hint)], cause === undefined ? undefined : { cause })
}

/** A field of a JSON body, undefined when the body is no JSON or has no such field. */
export function jsonField(body: string, ...path: readonly string[]): unknown {
  let at: unknown = parsedJson(body)
  for (const step of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined
  return at
}

/** Text of a JSON field, or undefined. */
export function jsonText(body: string, ...path: readonly string[]): string | undefined {
  const value = jsonField(body, ...path)
  return typeof value === 'string' ? value : undefined
}

const toleratedSkewMs = 60_000

/** A refusal by an answer: when its date shows that this machine's clock is wrong, that is told too. */
export function refusal(
  clock: { now(): number },
  response: CloudResponse,
  told: { readonly code: string; readonly message: string; readonly hint?: string },
): ProblemError {
  const skew = clockSkew(clock, response)
  return new ProblemError('cluster', [
    cloudProblem(told.code, told.message, told.hint),
    ...(Math.abs(skew) <= toleratedSkewMs ? [] : [skewProblem(skew)]),
  ])
}

/** How far this machine's clock is ahead of the one that answered, in milliseconds; 0 when that is not known. */
export function clockSkew(clock: { now(): number }, response: CloudResponse): number {
  const date = Date.parse(response.headers['date'] ?? '')
  return Number.isNaN(date) ? 0 : clock.now() - date
}

/** Signatures and tokens are made for a moment, so a wrong clock spoils them all. */
export function skewProblem(skewMs: number): Problem {
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  return cloudProblem(
    'clock-skew',
    `the clock of this machine is ${seconds} s ${skewMs > 0 ? 'ahead' : 'behind'}`,
    'Set the clock of the runner (NTP): signatures and tokens are refused when it is off.',
  )
}
