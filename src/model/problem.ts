/** Where in the user's files something stands; lines and columns count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** How serious a problem is: an error stops the command, a warning and a note do not. */
export type Severity = 'error' | 'warning' | 'note'

/** Something a person can mend: what is wrong, where, and what to do about it. */
export interface Problem {
  readonly severity: Severity
  /** Stable `area/what`, documented in docs/reference/problems.md. */
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly place?: Place
  /** Dotted key in the user's own words, such as `stages.train.batch.retries`. */
  readonly path?: string
}

/** A value, or every problem that stood in its way. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** A success, with the warnings and notes found on the way. */
export function ok<T>(value: T, problems: readonly Problem[] = []): Result<T> {
  return { ok: true, value, problems }
}

/** A failure with all the problems that caused it. */
export function failed<T>(...problems: readonly Problem[]): Result<T> {
  return { ok: false, problems }
}

/** Which side has to act: decides the exit code. `missing`: what was named is not there, or is there already. */
export type ProblemKind = 'user' | 'cluster' | 'lock' | 'missing'

/** Problems thrown by adapters, where a value cannot be returned; `main` prints them without a stack trace. */
export class ProblemError extends Error {
  readonly kind: ProblemKind
  readonly problems: readonly Problem[]

  constructor(kind: ProblemKind, problems: readonly Problem[], options?: { cause?: unknown }) {
    super(problems.map((problem) => problem.message).join('; '), options)
    this.name = 'ProblemError'
    this.kind = kind
    this.problems = problems
  }
}

/** The end of a `switch` over a closed union: compiles only when every case is handled. */
export function never(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}

/** True for an error that tells a problem with such a code. */
export function hasCode(error: unknown, code: RegExp): boolean {
  return error instanceof ProblemError && error.problems.some((problem) => code.test(problem.code))
}

/** True when at least one problem is an error. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

/** Problems in reading order: by file, line and column; those without a place come last. */
export function byPlace(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) =>
      (a.place?.file ?? '￿').localeCompare(b.place?.file ?? '￿') ||
      (a.place?.line ?? Number.MAX_SAFE_INTEGER) - (b.place?.line ?? Number.MAX_SAFE_INTEGER) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      a.code.localeCompare(b.code),
  )
}
