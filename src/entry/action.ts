import { exitCodes } from './exit-codes.ts'

/** The runner's door: reads the inputs, does the command, writes outputs, annotations and the summary. */
export function runAction(): Promise<number> {
  process.stderr.write('the action door is not built yet\n')
  return Promise.resolve(exitCodes.bug)
}
