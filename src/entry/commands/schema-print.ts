import { configurationSchema } from '../../generated/schema-text.js'
import type { Command } from '../command.ts'

/** `bodywork schema`: prints the JSON Schema that editors use. */
export const schemaCommand: Command = {
  name: 'schema',
  summary: 'print the JSON Schema of the configuration',
  positionals: [],
  options: [],
  examples: ['bodywork schema > bodywork.schema.json'],
  run: (_, io) => {
    io.stdout(`${JSON.stringify(JSON.parse(configurationSchema), null, 2)}\n`)
    return Promise.resolve(0)
  },
}
