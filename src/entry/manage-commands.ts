import type { CommandEntry } from './command.ts'
import type { Wiring } from './wire.ts'

/** Commands about what is in a cluster, apart from runs. */
export function manageCommands(wiring: () => Wiring): readonly CommandEntry[] {
  return [
    {
      name: 'create secret',
      summary: 'keep secret values for the stages of pipelines',
      load: async () => (await import('./commands/create-secret.ts')).createSecretCommand(wiring()),
    },
    {
      name: 'get secrets',
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
      synonyms: ['delete secrets'],
      summary: 'delete a secret, or a whole group of them',
      load: async () => (await import('./commands/delete-secret.ts')).deleteSecretCommand(wiring()),
    },
    {
      name: 'get deployments',
      synonyms: ['get deployment', 'get services'],
      summary: 'list deployed services with their addresses, commits and health',
      load: async () => (await import('./commands/get-deployments.ts')).getDeploymentsCommand(wiring()),
    },
    {
      name: 'delete deployment',
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
    {
      name: 'create cronjob',
      summary: 'let the cluster deploy a repository by a schedule',
      load: async () => (await import('./commands/create-cronjob.ts')).createCronjobCommand(wiring()),
    },
    {
      name: 'get cronjobs',
      synonyms: ['get cronjob'],
      summary: 'list schedules, the runs of one, or the log of a run',
      load: async () => (await import('./commands/get-cronjobs.ts')).getCronjobsCommand(wiring()),
    },
    {
      name: 'update cronjob',
      summary: 'change a schedule; what is not named stays',
      load: async () => (await import('./commands/update-cronjob.ts')).updateCronjobCommand(wiring()),
    },
    {
      name: 'delete cronjob',
      synonyms: ['delete cronjobs'],
      summary: 'delete a schedule; what it deployed stays',
      load: async () => (await import('./commands/change-cronjob.ts')).deleteCronjobCommand(wiring()),
    },
    {
      name: 'suspend cronjob',
      summary: 'keep a schedule from firing',
      load: async () => (await import('./commands/change-cronjob.ts')).suspendCronjobCommand(wiring()),
    },
    {
      name: 'resume cronjob',
      summary: 'let a suspended schedule fire again',
      load: async () => (await import('./commands/change-cronjob.ts')).resumeCronjobCommand(wiring()),
    },
    {
      name: 'run cronjob',
      synonyms: ['run now'],
      summary: 'fire a schedule now',
      load: async () => (await import('./commands/change-cronjob.ts')).runCronjobCommand(wiring()),
    },
    {
      name: 'configure-cluster',
      summary: 'prepare the cluster for schedules and groups of secrets',
      load: async () => (await import('./commands/configure-cluster.ts')).configureClusterCommand(wiring()),
    },
    {
      name: 'debug',
      summary: 'keep a container alive to look around in',
      isHidden: true,
      load: async () => (await import('./commands/debug.ts')).debugCommand(wiring()),
    },
    {
      name: 'stage',
      summary: 'run one stage of a repository here, as its container would',
      isHidden: true,
      load: async () => (await import('./commands/stage.ts')).stageCommand(wiring()),
    },
    {
      name: 'completion',
      summary: 'print the completion script of a shell',
      load: async () => (await import('./commands/completion.ts')).completionCommand(),
    },
    {
      name: '__complete',
      summary: 'what completion scripts ask',
      isHidden: true,
      load: async () => (await import('./commands/completion.ts')).completeCommand(wiring(), wholeTable),
    },
  ]
}

async function wholeTable(): Promise<readonly CommandEntry[]> {
  return (await import('./command-table.ts')).commandTable
}
