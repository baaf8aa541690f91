import type { CommandEntry } from './command.ts'
import type { Wiring } from './wire.ts'

/** Commands about what is in a cluster, apart from runs. */
export function manageCommands(wiring: () => Wiring): readonly CommandEntry[] {
  return [
    {
      name: 'create secret',
      aliases: ['secret create'],
      summary: 'keep secret values for the stages of pipelines',
      load: async () => (await import('./commands/create-secret.ts')).createSecretCommand(wiring()),
    },
    {
      name: 'get secrets',
      aliases: ['secret display'],
      synonyms: ['get secret'],
      summary: 'list secrets by group; values are never shown',
      load: async () => (await import('./commands/get-secrets.ts')).getSecretsCommand(wiring()),
    },
    {
      name: 'update secret',
      synonyms: ['update secrets'],
      summary: 'set or remove keys of a secret',
      load: async () => (await import('./commands/update-secret.ts')).updateSecretCommand(wiring()),
    },
    {
      name: 'delete secret',
      aliases: ['secret delete'],
      synonyms: ['delete secrets'],
      summary: 'delete a secret, or a whole group of them',
      load: async () => (await import('./commands/delete-secret.ts')).deleteSecretCommand(wiring()),
    },
    {
      name: 'get deployments',
      aliases: ['service display', 'deployment display'],
      synonyms: ['get deployment', 'get services'],
      summary: 'list deployed services with their addresses, commits and health',
      load: async () => (await import('./commands/get-deployments.ts')).getDeploymentsCommand(wiring()),
    },
    {
      name: 'delete deployment',
      aliases: ['service delete', 'deployment delete_job'],
      synonyms: ['delete deployments', 'delete service'],
      summary: 'delete a deployed pipeline, or one of its services',
      load: async () => (await import('./commands/delete-deployment.ts')).deleteDeploymentCommand(wiring()),
    },
    {
      name: 'status',
      summary: 'show how a pipeline is; exits 0 when it is healthy',
      load: async () => (await import('./commands/status.ts')).statusCommand(wiring()),
    },
    {
      name: 'logs',
      summary: 'show what the pods of a pipeline print',
      load: async () => (await import('./commands/logs.ts')).logsCommand(wiring()),
    },
    {
      name: 'get events',
      synonyms: ['get event'],
      summary: 'list what the cluster says about the objects of a pipeline',
      load: async () => (await import('./commands/get-events.ts')).getEventsCommand(wiring()),
    },
    {
      name: 'open',
      summary: 'show how a service is reached, and forward a local address to it',
      load: async () => (await import('./commands/open.ts')).openCommand(wiring()),
    },
  ]
}
