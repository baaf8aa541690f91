import { version } from '../../model/version.ts'
import type { Command } from '../command.ts'

/** `bodywork version`. */
export const versionCommand: Command = {
  name: 'version',
  summary: 'print the version',
  positionals: [],
  options: [
    { name: 'format', kind: 'text', value: 'text|json', choices: ['text', 'json'], summary: 'how to print it' },
  ],
  examples: ['bodywork version'],
  run: (input, io) => {
    io.stdout(input.text('format') === 'json' ? `${JSON.stringify({ version })}\n` : `${version}\n`)
    return Promise.resolve(0)
  },
}
