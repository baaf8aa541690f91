import { didYouMean } from '../model/nearest.ts'
import { ProblemError } from '../model/problem.ts'

/** The error for a name that nothing has, with the one that was probably meant. */
export function missing(what: string, name: string, known: readonly string[], hint?: string): ProblemError {
  const guess = didYouMean(name, known) ?? hint
  return new ProblemError('missing', [
    {
      severity: 'error',
      code: 'manage/not-found',
      message: `there is no ${what} "${name}"`,
      ...(guess === undefined ? {} : { hint: guess }),
    },
  ])
}

/** The error for a name that is taken. */
export function taken(what: string, name: string, hint: string): ProblemError {
  return new ProblemError('missing', [
    { severity: 'error', code: 'manage/exists', message: `there is already a ${what} "${name}"`, hint },
  ])
}

/** The error for something that is not ours to touch. */
export function refused(code: string, message: string, hint: string): ProblemError {
  return new ProblemError('cluster', [{ severity: 'error', code: `manage/${code}`, message, hint }])
}

/** The error for words that cannot be right. */
export function wrongWords(message: string, hint: string): ProblemError {
  return new ProblemError('user', [{ severity: 'error', code: 'input/arguments', message, hint }])
}
