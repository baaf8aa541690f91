import type { CommandEntry } from './command.ts'

/** Every command, in the order `bodywork help` lists them; each one is loaded only when it is used. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'validate',
    summary: 'check the configuration and show every problem at once',
    load: async () => (await import('./commands/validate.ts')).validateCommand,
  },
  {
    name: 'init',
    summary: 'write a first configuration by looking at this folder',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  {
    name: 'migrate',
    summary: 'rewrite an older configuration as version 2.0',
    load: async () => (await import('./commands/migrate.ts')).migrateCommand,
  },
  {
    name: 'schema',
    summary: 'print the JSON Schema of the configuration',
    load: async () => (await import('./commands/schema-print.ts')).schemaCommand,
  },
  {
    name: 'version',
    aliases: ['--version', '-V'],
    summary: 'print the version',
    load: async () => (await import('./commands/version.ts')).versionCommand,
  },
]
