import { ProblemError } from '../model/problem.ts'
import type { CommandInput, Io, OptionSpec } from './command.ts'

/** Option that answers yes beforehand. */
export const yesOption: OptionSpec = {
  name: 'yes',
  aliases: ['-y'],
  kind: 'flag',
  summary: 'do it without asking',
}

/** True when `--yes` was given or a person says so; where nobody can be asked, `--yes` is needed. */
export async function isConfirmed(question: string, input: CommandInput, io: Io): Promise<boolean> {
  if (input.flag('yes') === true) return true
  if (io.ask !== undefined) return /^y(es)?$/i.test((await io.ask(`${question} [y/N] `)).trim())
  throw new ProblemError('user', [
    {
      severity: 'error',
      code: 'input/confirm',
      message: `${question} Nobody can be asked here`,
      hint: 'Add --yes.',
    },
  ])
}
