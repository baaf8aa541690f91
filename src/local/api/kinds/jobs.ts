import { at, type Draft, defaultTo, draftAt, draftsAt, ensure, isSame, numberAt, textAt } from '../json.ts'
import type { Causes } from '../validation/causes.ts'
import { checkCount, checkImmutable } from '../validation/fields.ts'
import { checkTemplate } from '../validation/pod-spec.ts'
import { checkSchedule, checkZone } from '../validation/schedule.ts'
import type { Behavior } from './behavior.ts'
import { defaultTemplate } from './pods.ts'

const NO_LIMIT = 2_147_483_647
const PREFIX = 'batch.kubernetes.io/'

/** Jobs. */
export const jobs: Behavior = {
  hasGeneration: true,
  orphansDependents: true,
  defaults: (draft) => defaultJobSpec(draftAt(draft, 'spec')),
  onCreate(draft) {
    const spec = ensure(draft, 'spec')
    defaultTo(spec, 'manualSelector', false)
    if (spec['manualSelector'] !== true) label(draft, spec)
  },
  onAdmitted: (draft) => defaultTo(draft, 'status', {}),
  validate: (draft, causes) => checkJobSpec(draft, ['spec'], causes),
  validateUpdate(draft, old, causes) {
    const fixed = ['selector', 'completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'successPolicy']
    for (const name of fixed) checkImmutable(draft, old, ['spec', name], causes)
    if (at(draft, 'spec', 'completionMode') !== 'Indexed') checkImmutable(draft, old, ['spec', 'completions'], causes)
    // What places the pods of a Job that never ran may still be changed.
    if (at(old, 'spec', 'suspend') === true && at(old, 'status', 'startTime') === undefined) {
      if (isSame(settled(draft), settled(old))) return
    }
    checkImmutable(draft, old, ['spec', 'template'], causes)
  },
}

function settled(job: unknown): unknown {
  const {
    nodeSelector: _,
    tolerations: __,
    affinity: ___,
    schedulingGates: ____,
    ...spec
  } = draftAt(job, 'spec', 'template', 'spec') ?? {}
  const { labels: _____, annotations: ______, ...metadata } = draftAt(job, 'spec', 'template', 'metadata') ?? {}
  return { spec, metadata }
}

/** CronJobs. */
export const cronJobs: Behavior = {
  hasGeneration: true,
  defaults(draft) {
    const spec = ensure(draft, 'spec')
    defaultTo(spec, 'concurrencyPolicy', 'Allow')
    defaultTo(spec, 'suspend', false)
    defaultTo(spec, 'successfulJobsHistoryLimit', 3)
    defaultTo(spec, 'failedJobsHistoryLimit', 1)
    // The template stays as it is written but for its pods: the Job gets its own defaults.
    defaultTemplate(draft, 'spec', 'jobTemplate', 'spec', 'template')
  },
  onAdmitted: (draft) => defaultTo(draft, 'status', {}),
  validate(draft, causes) {
    checkSchedule(textAt(draft, 'spec', 'schedule'), causes)
    const zone = at(draft, 'spec', 'timeZone')
    if (typeof zone === 'string') checkZone(zone, causes)
    for (const name of ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'])
      checkCount(draft, ['spec', name], causes)
    checkJobSpec(draft, ['spec', 'jobTemplate', 'spec'], causes)
    if (textAt(draft, 'metadata', 'name').length > 52)
      causes.invalid('metadata.name', textAt(draft, 'metadata', 'name'), 'must be no more than 52 characters')
  },
}

function defaultJobSpec(spec: Draft | undefined): void {
  if (spec === undefined) return
  if (spec['completions'] === undefined && spec['parallelism'] === undefined) spec['completions'] = 1
  defaultTo(spec, 'parallelism', 1)
  defaultTo(spec, 'backoffLimit', spec['backoffLimitPerIndex'] === undefined ? 6 : NO_LIMIT)
  defaultTo(spec, 'completionMode', 'NonIndexed')
  defaultTo(spec, 'suspend', false)
  const policy = draftAt(spec, 'podFailurePolicy')
  defaultTo(spec, 'podReplacementPolicy', policy === undefined ? 'TerminatingOrFailed' : 'Failed')
  for (const rule of draftsAt(policy, 'rules'))
    for (const condition of draftsAt(rule, 'onPodConditions')) defaultTo(condition, 'status', 'True')
  defaultTemplate(spec, 'template')
}

// The pods of a Job are its own by its uid, whatever they are called.
function label(draft: Draft, spec: Draft): void {
  const uid = textAt(draft, 'metadata', 'uid')
  const labels = ensure(ensure(ensure(spec, 'template'), 'metadata'), 'labels')
  labels[`${PREFIX}controller-uid`] = uid
  labels[`${PREFIX}job-name`] = textAt(draft, 'metadata', 'name')
  labels['controller-uid'] = uid
  labels['job-name'] = textAt(draft, 'metadata', 'name')
  const matchLabels = ensure(ensure(spec, 'selector'), 'matchLabels')
  matchLabels[`${PREFIX}controller-uid`] = uid
}

function checkJobSpec(draft: Draft, path: readonly string[], causes: Causes): void {
  for (const name of [
    'parallelism',
    'completions',
    'backoffLimit',
    'activeDeadlineSeconds',
    'ttlSecondsAfterFinished',
    'backoffLimitPerIndex',
    'maxFailedIndexes',
  ])
    checkCount(draft, [...path, name], causes)
  checkIndexes(draft, path, causes)
  checkTemplate(draft, [...path, 'template'], { allowed: ['OnFailure', 'Never'], isRequired: true }, causes)
}

function checkIndexes(draft: Draft, path: readonly string[], causes: Causes): void {
  const spec = draftAt(draft, ...path)
  const field = (name: string) => [...path, name].join('.')
  const isIndexed = spec?.['completionMode'] === 'Indexed'
  if (isIndexed && spec?.['completions'] === undefined)
    causes.required(field('completions'), 'when completion mode is Indexed')
  const perIndex = numberAt(spec, 'backoffLimitPerIndex')
  if (perIndex !== undefined && !isIndexed)
    causes.invalid(field('backoffLimitPerIndex'), perIndex, 'requires indexed completion mode')
  if (spec?.['successPolicy'] !== undefined && !isIndexed)
    causes.invalid(field('successPolicy'), 'successPolicy', 'requires indexed completion mode')
  const policy = draftAt(spec, 'podFailurePolicy')
  if (policy !== undefined && draftAt(spec, 'template', 'spec')?.['restartPolicy'] !== 'Never')
    causes.invalid(
      field('template.spec.restartPolicy'),
      draftAt(spec, 'template', 'spec')?.['restartPolicy'],
      'only "Never" is supported when podFailurePolicy is specified',
    )
}
