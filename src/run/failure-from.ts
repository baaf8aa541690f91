import { type Place, ProblemError } from '../model/problem.ts'
import { refusalFailure } from './diagnosis/api-refusal.ts'
import type { Failure, ObjectRef } from './events.ts'

/** The failure of a stage whose object the API refused; anything else is thrown on. */
export function failureFrom(error: unknown, object: ObjectRef, place?: Place): Failure {
  if (!(error instanceof ProblemError) || error.kind === 'lock') throw error
  // An answer of the API carries its Status object, which says more than a sentence.
  if ('body' in error && 'status' in error && typeof error.status === 'number')
    return { ...refusalFailure(error.body, object, error.status), ...(place === undefined ? {} : { place }) }
  const [first] = error.problems
  return {
    cause: (first?.code ?? 'cluster/refused').split('/').at(-1) ?? 'refused',
    message: first?.message ?? error.message,
    ...(first?.hint === undefined ? {} : { hint: first.hint }),
    object,
    evidence: error.problems
      .slice(1)
      .map((problem) => ({ path: problem.path ?? problem.code, value: problem.message })),
    lastLines: [],
    ...(place === undefined ? {} : { place }),
    isInfrastructure: false,
  }
}

/** A failure that the engine itself decided on. */
export function ownFailure(cause: string, message: string, more: Partial<Failure> = {}): Failure {
  return { cause, message, evidence: [], lastLines: [], isInfrastructure: false, ...more }
}
