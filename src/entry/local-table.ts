import type { CommandEntry } from './command.ts'

/** The commands of the local cluster. */
export const localCommands: readonly CommandEntry[] = [
  {
    name: 'local up',
    summary: 'start the local cluster in the background',
    load: async () => (await import('./commands/local-up.ts')).localUpCommand,
  },
  {
    name: 'local status',
    summary: 'say whether the local cluster is up, and what runs in it',
    load: async () => (await import('./commands/local-status.ts')).localStatusCommand,
  },
  {
    name: 'local down',
    summary: 'end the local cluster; its objects are kept',
    load: async () => (await import('./commands/local-down.ts')).localDownCommand,
  },
  {
    name: 'local serve',
    summary: 'run the local cluster in the foreground',
    isHidden: true,
    load: async () => (await import('./commands/local-serve.ts')).localServeCommand,
  },
]
