import { type Problem, ProblemError } from '../model/problem.ts'

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
  try {
    let at: unknown = JSON.parse(body)
    for (const step of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined
    return at
  } catch {
    return undefined
  }
}

/** Text of a JSON field, or undefined. */
export function jsonText(body: string, ...path: readonly string[]): string | undefined {
  const value = jsonField(body, ...path)
  return typeof value === 'string' ? value : undefined
}
