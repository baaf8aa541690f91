import { wrongWords } from '../../manage/missing.ts'
import type { Command } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Wiring } from '../wire.ts'

/** `bodywork debug`: keeps a container alive to look around in. */
export function debugCommand(wiring: Pick<Wiring, 'clock'>): Command {
  return {
    name: 'debug',
    summary: 'keep a container alive to look around in',
    positionals: [{ name: 'SECONDS', summary: 'how long; 600 when absent', isRequired: false }],
    options: [],
    examples: ['bodywork debug 900'],
    run: async (input, io) => {
      const seconds = Number(input.positionals[0] ?? 600)
      if (!(seconds >= 0)) throw wrongWords(`"${input.positionals[0]}" is no number of seconds`, 'Write 600.')
      await wiring.clock.sleep(seconds * 1000, io.signal).catch(() => undefined)
      return exitCodes.done
    },
  }
}
