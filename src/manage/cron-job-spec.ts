import { cronJobFor } from '../plan/cron-job.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import { controlNamespace } from '../plan/secret-copy.ts'
import { listField, numberField, textField } from '../run/world.ts'
import { controllerName } from './controller-access.ts'

/** A deployment that the cluster starts by a schedule, as people describe it. */
export interface ScheduledDeployment {
  readonly name: string
  readonly schedule: string
  readonly timeZone?: string
  readonly url: string
  readonly branch?: string
  /** Configuration file in the repository, when it is not the default. */
  readonly file?: string
  /** Namespace to deploy into, instead of the one in the configuration. */
  readonly target?: string
  readonly retries: number
  readonly historyLimit: number
  readonly deadlineSeconds: number
  /** Group of secrets with the keys for git. */
  readonly group?: string
  readonly image: string
}

/** Label of everything a schedule makes. */
export const scheduleLabel = 'bodywork.dev/cronjob'

/** The schedule as a CronJob whose pods run this program from the controller's image. */
export function cronJobOf(wanted: ScheduledDeployment): KubeObject {
  const { name, url, branch, file, target, group } = wanted
  return cronJobFor({
    name,
    namespace: controlNamespace,
    schedule: wanted.schedule,
    ...(wanted.timeZone === undefined ? {} : { timeZone: wanted.timeZone }),
    retries: wanted.retries,
    historyLimit: wanted.historyLimit,
    deadlineSeconds: wanted.deadlineSeconds,
    labels: { [scheduleLabel]: name },
    annotations: {
      'bodywork.dev/repository': url,
      ...(branch === undefined ? {} : { 'bodywork.dev/branch': branch }),
      ...(file === undefined ? {} : { 'bodywork.dev/file': file }),
      ...(target === undefined ? {} : { 'bodywork.dev/target': target }),
      ...(group === undefined ? {} : { 'bodywork.dev/group': group }),
    },
    pod: podOf(wanted),
  })
}

function podOf({
  name,
  url,
  branch,
  file,
  target,
  group,
  image,
}: ScheduledDeployment): Readonly<Record<string, unknown>> {
  const args = [
    'deploy',
    url,
    ...(branch === undefined ? [] : [`--branch=${branch}`]),
    ...(file === undefined ? [] : [`--file=${file}`]),
    ...(target === undefined ? [] : [`--namespace=${target}`]),
    '--wait-lock=10m',
  ]
  const secret = (variable: string, from: string, key: string) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: `${group}-${from}`, key, optional: true } },
  })
  return {
    serviceAccountName: controllerName,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      fsGroup: 65532,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumes: [{ name: 'work', emptyDir: {} }],
    containers: [
      {
        name: 'bodywork',
        image,
        args,
        env: [
          { name: 'HOME', value: '/tmp' },
          { name: 'BODYWORK_ACTOR', value: `cronjob/${name}` },
          {
            name: 'BODYWORK_RUN_ID',
            valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } },
          },
          ...(group === undefined
            ? []
            : [
                secret('BODYWORK_GIT_TOKEN', 'git-token', 'BODYWORK_GIT_TOKEN'),
                secret('BODYWORK_GIT_CA', 'git-ca', 'BODYWORK_GIT_CA'),
                secret('BODYWORK_GIT_KNOWN_HOSTS', 'ssh-git-private-key', 'BODYWORK_GIT_KNOWN_HOSTS'),
                secret('BODYWORK_GIT_SSH_PRIVATE_KEY', 'ssh-git-private-key', 'BODYWORK_GIT_SSH_PRIVATE_KEY'),
              ]),
        ],
        resources: { requests: { cpu: '100m', memory: '192Mi' }, limits: { memory: '512Mi' } },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        terminationMessagePolicy: 'FallbackToLogsOnError',
        volumeMounts: [{ name: 'work', mountPath: '/tmp' }],
      },
    ],
  }
}

/** Reads a schedule back from a live CronJob, one of earlier releases included. */
export function scheduledDeployment(cronJob: KubeObject): ScheduledDeployment {
  const { name, annotations = {} } = cronJob.metadata
  const job = field(cronJob, 'spec', 'jobTemplate', 'spec')
  const container = listField(job, 'template', 'spec', 'containers')[0]
  const words = listField(container, 'args').filter((word) => typeof word === 'string')
  const option = (key: string) => words.find((word) => word.startsWith(`--${key}=`))?.slice(key.length + 3)
  const plain = words.filter((word) => !word.startsWith('--') && word !== 'deploy')
  const facts = {
    timeZone: textField(cronJob, 'spec', 'timeZone'),
    // In 2.x the branch stands behind the URL; 3.x wrote it there too when a schedule was updated.
    branch: annotations['bodywork.dev/branch'] ?? option('branch') ?? plain[1],
    file: annotations['bodywork.dev/file'] ?? option('file'),
    target: annotations['bodywork.dev/target'] ?? option('namespace'),
    group: annotations['bodywork.dev/group'],
  }
  return {
    name,
    schedule: textField(cronJob, 'spec', 'schedule') ?? '',
    url: annotations['bodywork.dev/repository'] ?? plain[0] ?? '',
    retries: numberField(job, 'backoffLimit') ?? 1,
    historyLimit: numberField(cronJob, 'spec', 'successfulJobsHistoryLimit') ?? 1,
    deadlineSeconds: numberField(job, 'activeDeadlineSeconds') ?? defaultDeadlineSeconds,
    image: textField(container, 'image') ?? '',
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
  }
}

/** How long one run may take unless something else was asked for. */
export const defaultDeadlineSeconds = 6 * 3600
