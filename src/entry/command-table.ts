import type { CommandEntry } from './command.ts'

/** Every command, in the order `bodywork help` lists them; each one is loaded only when it is used. */
export const commandTable: readonly CommandEntry[] = [
  {
    name: 'version',
    aliases: ['--version', '-V'],
    summary: 'print the version',
    load: async () => (await import('./commands/version.ts')).versionCommand,
  },
]
