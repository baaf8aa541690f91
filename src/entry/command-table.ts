import type { CommandEntry } from './command.ts'
import type { ConnectPorts } from './connect-ports.ts'
import { localCommands } from './local-table.ts'
import { manageCommands } from './manage-commands.ts'
import type { Wiring } from './wire.ts'
import { wiring as realWiring } from './wiring.ts'

/** Every command, in the order `bodywork help` lists them; each one is loaded only when it is used. */
export function commandsWith(wiring: () => Wiring & ConnectPorts): readonly CommandEntry[] {
  return [
    {
      name: 'deploy',
      aliases: ['create deployment', 'update deployment'],
      summary: 'run the pipeline and deploy its services',
      load: async () => (await import('./commands/deploy.ts')).deployCommand(wiring()),
    },
    {
      name: 'plan',
      summary: 'show what a deployment would do',
      load: async () => (await import('./commands/plan.ts')).planCommand(wiring()),
    },
    {
      name: 'diff',
      summary: 'show what a deployment would change',
      load: async () => (await import('./commands/diff.ts')).diffCommand(wiring()),
    },
    {
      name: 'render',
      summary: 'print the Kubernetes objects of the pipeline',
      load: async () => (await import('./commands/render.ts')).renderCommand(wiring()),
    },
    {
      name: 'check',
      summary: 'say what stands in the way of a deployment',
      load: async () => {
        const [{ checkCommand }, { identityOf }] = await Promise.all([
          import('./commands/check.ts'),
          import('./connect-identity.ts'),
        ])
        return checkCommand(wiring(), { identityOf })
      },
    },
    {
      name: 'rbac',
      summary: 'print the smallest role that may deploy this configuration',
      load: async () => (await import('./commands/rbac.ts')).rbacCommand(wiring()),
    },
    {
      name: 'history',
      summary: 'list what was deployed, by revision',
      load: async () => (await import('./commands/history.ts')).historyCommand(wiring()),
    },
    {
      name: 'rollback',
      summary: 'bring a former version of the services back',
      load: async () => (await import('./commands/rollback.ts')).rollbackCommand(wiring()),
    },
    {
      name: 'resume',
      summary: 'continue a failed run from the stage that failed',
      load: async () => (await import('./commands/resume.ts')).resumeCommand(wiring()),
    },
    {
      name: 'finish',
      summary: 'undo what a cancelled or dead run left in the middle',
      load: async () => (await import('./commands/finish.ts')).finishCommand(wiring()),
    },
    {
      name: 'unlock',
      summary: 'free the lock of a run that is dead',
      load: async () => (await import('./commands/unlock.ts')).unlockCommand(wiring()),
    },
    ...manageCommands(wiring),
    ...localCommands,
    {
      name: 'demo',
      summary: 'train, serve, break and restore a model on this machine',
      load: async () => (await import('./commands/demo.ts')).demoCommand(wiring()),
    },
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
}

/** The commands on the real world. */
export const commandTable: readonly CommandEntry[] = commandsWith(realWiring)
