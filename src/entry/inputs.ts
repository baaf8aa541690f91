import { type CloudInput, cloudInputs } from './connect-inputs.ts'

/** One input of the action: a row of the table that `action.yml`, the code and the README share. */
export interface InputSpec {
  readonly name: string
  readonly group: 'what' | 'where' | 'report'
  readonly description: string
  readonly default?: string
  readonly choices?: readonly string[]
  readonly kind: 'text' | 'boolean' | 'duration' | 'lines'
  /** True for values that are masked before anything else happens. */
  readonly isSecret?: boolean
}

/** The commands the action can run. */
export const actionCommands = ['deploy', 'plan', 'diff', 'validate', 'rollback', 'check', 'render'] as const

/** The ways into a cluster. */
export const providers = ['auto', 'eks', 'gke', 'aks', 'kubeconfig', 'local'] as const

const what = (input: Omit<InputSpec, 'group'>): InputSpec => ({ ...input, group: 'what' })
const where = (input: Omit<InputSpec, 'group'>): InputSpec => ({ ...input, group: 'where' })
const report = (input: Omit<InputSpec, 'group'>): InputSpec => ({ ...input, group: 'report' })

const inputFor = ({ name, kind, choices, summary, isSecret }: CloudInput): InputSpec =>
  where({
    name,
    kind: kind === 'flag' ? 'boolean' : kind === 'text' ? 'text' : 'lines',
    description: `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    ...(choices === undefined ? {} : { choices }),
    ...(kind === 'flag' ? { default: 'false' } : {}),
    ...(isSecret === undefined ? {} : { isSecret }),
  })

/** Every input, in the order of `action.yml`. */
export const inputs: readonly InputSpec[] = [
  what({ name: 'command', kind: 'text', choices: actionCommands, default: 'deploy', description: 'What to do.' }),
  what({
    name: 'config',
    kind: 'text',
    default: 'bodywork.yaml',
    description:
      'Path of the configuration file, or a pattern such as pipelines/*/bodywork.yaml for several pipelines.',
  }),
  what({
    name: 'config-environment',
    kind: 'text',
    description:
      'One of the environments that the configuration lists under "environments". The input "environment" is GitHub\'s.',
  }),
  what({
    name: 'values',
    kind: 'lines',
    description: 'Files whose keys are laid over the configuration, as for one environment.',
  }),
  what({
    name: 'set',
    kind: 'lines',
    description: 'Single keys laid over the configuration, such as stages.serve.service.replicas=3, one a line.',
  }),
  what({ name: 'stages', kind: 'lines', description: 'Run only these stages (names, by comma or line).' }),
  what({
    name: 'strict',
    kind: 'boolean',
    default: 'false',
    description: 'Treat unknown keys of older configurations as errors.',
  }),
  what({
    name: 'resolve-images',
    kind: 'boolean',
    default: 'false',
    description: 'Ask the registries which digests the tags of the images stand for, and deploy those.',
  }),
  what({
    name: 'rollback',
    kind: 'boolean',
    default: 'true',
    description: 'Restore every service when a stage fails.',
  }),
  what({ name: 'timeout', kind: 'duration', description: 'Limit for the whole run, such as 45m or 2h.' }),
  what({
    name: 'secrets',
    kind: 'lines',
    isSecret: true,
    description: 'Secrets for the pipeline, one NAME.KEY=VALUE a line, or NAME.KEY<<END, lines, END.',
  }),
  what({ name: 'wait-lock', kind: 'duration', description: 'How long to wait while another run holds the pipeline.' }),
  where({
    name: 'provider',
    kind: 'text',
    choices: providers,
    default: 'auto',
    description: 'How to get into the cluster.',
  }),
  ...cloudInputs.map(inputFor),
  where({ name: 'kubeconfig', kind: 'text', isSecret: true, description: 'A kubeconfig: path, content or base64.' }),
  where({ name: 'context', kind: 'text', description: 'Context of the kubeconfig.' }),
  where({ name: 'namespace', kind: 'text', description: 'Namespace, instead of the one in the configuration.' }),
  where({
    name: 'write-kubeconfig',
    kind: 'boolean',
    default: 'false',
    description:
      'Write a kubeconfig for later steps of this job and set KUBECONFIG; it holds a token of limited life and is removed at the end of the job.',
  }),
  report({ name: 'summary', kind: 'boolean', default: 'true', description: 'Write the job summary.' }),
  report({
    name: 'annotations',
    kind: 'boolean',
    default: 'true',
    description: 'Annotate the lines of the configuration that failed.',
  }),
  report({
    name: 'log-level',
    kind: 'text',
    choices: ['debug', 'info', 'warning', 'error'],
    default: 'info',
    description: 'How much to log.',
  }),
  report({
    name: 'report-dir',
    kind: 'text',
    description: 'Folder for the report as Markdown, HTML, JSON and JUnit XML, and for the full logs.',
  }),
  report({
    name: 'comment',
    kind: 'boolean',
    default: 'false',
    description: 'With command plan on a pull request: keep one comment with the plan.',
  }),
  report({
    name: 'environment',
    kind: 'text',
    description:
      'Keep a GitHub Deployment for each service, in the environment ENVIRONMENT/STAGE, with its status and URL. Needs deployments: write.',
  }),
  report({
    name: 'environment-url',
    kind: 'text',
    description:
      'URL of the services for these deployments, with {stage} and {namespace} in it; without it, that of the ingress.',
  }),
  report({
    name: 'github-token',
    kind: 'text',
    isSecret: true,
    default: '${{ github.token }}',
    description: 'Token for the pull-request comment and the deployments.',
  }),
]

/** One output of the action. */
export interface OutputSpec {
  readonly name: string
  readonly description: string
}

/** Every output, in the order of `action.yml`. */
export const outputs: readonly OutputSpec[] = [
  { name: 'status', description: 'succeeded, failed, refused or cancelled.' },
  { name: 'stages', description: 'JSON: outcome, attempts, duration and cause of every stage.' },
  { name: 'failed-stage', description: 'Name of the stage that failed first.' },
  { name: 'failure-cause', description: 'Stable word for the cause, such as image-not-found or oom.' },
  { name: 'outputs', description: 'JSON: what stages wrote to $BODYWORK_OUTPUT, by stage.' },
  { name: 'service-urls', description: 'JSON: URL of every service, by stage.' },
  { name: 'primary-url', description: 'URL of the last service in the pipeline.' },
  { name: 'revision', description: 'Number of the record this run left in the cluster.' },
  { name: 'rolled-back', description: 'true when services were restored and verified.' },
  { name: 'report-path', description: 'Path of the report as Markdown.' },
  { name: 'kubeconfig', description: 'Path of the kubeconfig that `write-kubeconfig` asked for.' },
  { name: 'duration-seconds', description: 'Duration of the run.' },
]
