import type { KubeObject } from '../../../plan/objects.ts'
import { at, draftsAt, listAt, numberAt, textAt } from '../json.ts'
import { ageOf, spanText } from './age.ts'
import { AGE, type Column, column, containerColumns, count, NAME, pairsText, text, textOr, wide } from './column.ts'

const TEMPLATE = ['spec', 'template', 'spec'] as const
const SELECTOR = wide('Selector', (object) => pairsText(object, ['spec', 'selector', 'matchLabels']))
const wanted = (object: unknown) => numberAt(object, 'spec', 'replicas') ?? 0
const readyOf = column('Ready', (object) => `${numberAt(object, 'status', 'readyReplicas') ?? 0}/${wanted(object)}`)

/** The columns of Deployments. */
export const deploymentColumns: readonly Column[] = [
  NAME,
  readyOf,
  column('Up-to-date', (object) => at(object, 'status', 'updatedReplicas') ?? 0),
  column('Available', (object) => at(object, 'status', 'availableReplicas') ?? 0),
  AGE,
  ...containerColumns(...TEMPLATE),
  SELECTOR,
]

/** The columns of ReplicaSets. */
export const replicaSetColumns: readonly Column[] = [
  NAME,
  count('Desired', 'spec', 'replicas'),
  count('Current', 'status', 'replicas'),
  count('Ready', 'status', 'readyReplicas'),
  AGE,
  ...containerColumns(...TEMPLATE),
  SELECTOR,
]

/** The columns of StatefulSets. */
export const statefulSetColumns: readonly Column[] = [NAME, readyOf, AGE, ...containerColumns(...TEMPLATE)]

/** The columns of DaemonSets. */
export const daemonSetColumns: readonly Column[] = [
  NAME,
  count('Desired', 'status', 'desiredNumberScheduled'),
  count('Current', 'status', 'currentNumberScheduled'),
  count('Ready', 'status', 'numberReady'),
  count('Up-to-date', 'status', 'updatedNumberScheduled'),
  count('Available', 'status', 'numberAvailable'),
  column('Node Selector', (object) => pairsText(object, [...TEMPLATE, 'nodeSelector'])),
  AGE,
  ...containerColumns(...TEMPLATE),
  SELECTOR,
]

/** The columns of Jobs. */
export const jobColumns: readonly Column[] = [
  NAME,
  column('Status', jobStatus),
  column('Completions', completions),
  column('Duration', duration),
  AGE,
  ...containerColumns(...TEMPLATE),
  SELECTOR,
]

function jobStatus(job: KubeObject): string {
  const isTrue = (type: string) =>
    draftsAt(job, 'status', 'conditions').some((item) => item['type'] === type && item['status'] === 'True')
  for (const type of ['Complete', 'Failed']) if (isTrue(type)) return type
  if (textAt(job, 'metadata', 'deletionTimestamp') !== '') return 'Terminating'
  if (isTrue('Suspended')) return 'Suspended'
  if (isTrue('FailureTarget')) return 'FailureTarget'
  return isTrue('SuccessCriteriaMet') ? 'SuccessCriteriaMet' : 'Running'
}

function completions(job: KubeObject): string {
  const succeeded = numberAt(job, 'status', 'succeeded') ?? 0
  const wish = numberAt(job, 'spec', 'completions')
  const parallel = numberAt(job, 'spec', 'parallelism') ?? 0
  if (wish !== undefined) return `${succeeded}/${wish}`
  return parallel > 1 ? `${succeeded}/1 of ${parallel}` : `${succeeded}/1`
}

function duration(job: KubeObject, now: number): string {
  const start = Date.parse(textAt(job, 'status', 'startTime'))
  if (Number.isNaN(start)) return ''
  const end = Date.parse(textAt(job, 'status', 'completionTime'))
  return spanText(Math.max(0, (Number.isNaN(end) ? now : end) - start))
}

/** The columns of CronJobs. */
export const cronJobColumns: readonly Column[] = [
  NAME,
  text('Schedule', 'spec', 'schedule'),
  column('Timezone', (object) => textOr(at(object, 'spec', 'timeZone'), '<none>')),
  column('Suspend', (object) => at(object, 'spec', 'suspend') === true, { type: 'boolean' }),
  column('Active', (object) => listAt(object, 'status', 'active').length, { type: 'integer' }),
  column('Last Schedule', (object, now) => {
    const last = textAt(object, 'status', 'lastScheduleTime')
    return last === '' ? '<none>' : ageOf(last, now)
  }),
  AGE,
  ...containerColumns('spec', 'jobTemplate', ...TEMPLATE),
  wide('Selector', (object) => pairsText(object, ['spec', 'jobTemplate', 'spec', 'selector', 'matchLabels'])),
]

/** The columns of HorizontalPodAutoscalers. */
export const autoscalerColumns: readonly Column[] = [
  NAME,
  column(
    'Reference',
    (object) =>
      `${textAt(object, 'spec', 'scaleTargetRef', 'kind')}/${textAt(object, 'spec', 'scaleTargetRef', 'name')}`,
  ),
  column('Targets', targets),
  column('MinPods', (object) => textOr(at(object, 'spec', 'minReplicas'), '<unset>')),
  column('MaxPods', (object) => at(object, 'spec', 'maxReplicas') ?? 0),
  column('Replicas', (object) => at(object, 'status', 'currentReplicas') ?? 0),
  AGE,
]

function targets(object: KubeObject): string {
  const metrics = draftsAt(object, 'spec', 'metrics').filter((metric) => metric['type'] === 'Resource')
  const texts = metrics.map((metric) => {
    const wish = numberAt(metric, 'resource', 'target', 'averageUtilization')
    return `${textAt(metric, 'resource', 'name')}: <unknown>/${wish === undefined ? '<auto>' : `${wish}%`}`
  })
  return texts.length === 0 ? '<none>' : texts.join(', ')
}
