import { type Draft, defaultTo, draftAt, ensure, isSame, textsAt } from '../json.ts'
import { matchesLabels, requirementsOf } from '../selectors.ts'
import type { Causes } from '../validation/causes.ts'
import { checkCount, checkImmutable } from '../validation/fields.ts'
import { checkTemplate } from '../validation/pod-spec.ts'
import type { Behavior } from './behavior.ts'
import { defaultTemplate } from './pods.ts'

const TEMPLATE = ['spec', 'template'] as const
const QUARTER = '25%'

function spec(draft: Draft): Draft {
  return ensure(draft, 'spec')
}

/** Deployments. */
export const deployments: Behavior = {
  hasGeneration: true,
  defaults(draft) {
    defaultTo(spec(draft), 'replicas', 1)
    defaultTo(spec(draft), 'revisionHistoryLimit', 10)
    defaultTo(spec(draft), 'progressDeadlineSeconds', 600)
    const strategy = ensure(spec(draft), 'strategy')
    defaultTo(strategy, 'type', 'RollingUpdate')
    if (strategy['type'] === 'RollingUpdate') {
      defaultTo(ensure(strategy, 'rollingUpdate'), 'maxUnavailable', QUARTER)
      defaultTo(ensure(strategy, 'rollingUpdate'), 'maxSurge', QUARTER)
    }
    defaultTemplate(draft, ...TEMPLATE)
  },
  onAdmitted: (draft) => defaultTo(draft, 'status', {}),
  validate(draft, causes) {
    checkWorkload(draft, causes)
    checkCount(draft, ['spec', 'revisionHistoryLimit'], causes)
    const strategy = draftAt(draft, 'spec', 'strategy')
    if (strategy?.['type'] === 'Recreate' && strategy['rollingUpdate'] !== undefined)
      causes.forbidden('spec.strategy.rollingUpdate', "may not be specified when strategy `type` is 'Recreate'")
    const rolling = draftAt(strategy, 'rollingUpdate')
    const isStuck = [rolling?.['maxUnavailable'], rolling?.['maxSurge']].every((part) => part === 0 || part === '0%')
    if (rolling !== undefined && isStuck)
      causes.invalid(
        'spec.strategy.rollingUpdate.maxUnavailable',
        rolling['maxUnavailable'],
        'may not be 0 when `maxSurge` is 0',
      )
  },
  validateUpdate: (draft, old, causes) => checkImmutable(draft, old, ['spec', 'selector'], causes),
}

/** ReplicaSets. */
export const replicaSets: Behavior = {
  hasGeneration: true,
  defaults(draft) {
    defaultTo(spec(draft), 'replicas', 1)
    defaultTemplate(draft, ...TEMPLATE)
  },
  onAdmitted: (draft) => defaultTo(draft, 'status', { replicas: 0 }),
  validate: checkWorkload,
  validateUpdate: (draft, old, causes) => checkImmutable(draft, old, ['spec', 'selector'], causes),
}

/** StatefulSets. */
export const statefulSets: Behavior = {
  hasGeneration: true,
  defaults(draft) {
    defaultTo(spec(draft), 'replicas', 1)
    defaultTo(spec(draft), 'podManagementPolicy', 'OrderedReady')
    defaultTo(spec(draft), 'revisionHistoryLimit', 10)
    defaultTo(spec(draft), 'persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Retain', whenScaled: 'Retain' })
    const strategy = ensure(spec(draft), 'updateStrategy')
    defaultTo(strategy, 'type', 'RollingUpdate')
    if (strategy['type'] === 'RollingUpdate') defaultTo(ensure(strategy, 'rollingUpdate'), 'partition', 0)
    defaultTemplate(draft, ...TEMPLATE)
  },
  onAdmitted: (draft) => defaultTo(draft, 'status', { replicas: 0, availableReplicas: 0 }),
  validate: checkWorkload,
  validateUpdate(draft, old, causes) {
    const keep = ['serviceName', 'selector', 'podManagementPolicy', 'volumeClaimTemplates']
    if (keep.every((name) => isSame(draftAt(draft, 'spec')?.[name], draftAt(old, 'spec')?.[name]))) return
    causes.forbidden(
      'spec',
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    )
  },
}

/** DaemonSets. */
export const daemonSets: Behavior = {
  hasGeneration: true,
  defaults(draft) {
    defaultTo(spec(draft), 'revisionHistoryLimit', 10)
    const strategy = ensure(spec(draft), 'updateStrategy')
    defaultTo(strategy, 'type', 'RollingUpdate')
    if (strategy['type'] === 'RollingUpdate') {
      defaultTo(ensure(strategy, 'rollingUpdate'), 'maxUnavailable', 1)
      defaultTo(ensure(strategy, 'rollingUpdate'), 'maxSurge', 0)
    }
    defaultTemplate(draft, ...TEMPLATE)
  },
  onAdmitted: (draft) =>
    defaultTo(draft, 'status', {
      currentNumberScheduled: 0,
      numberMisscheduled: 0,
      desiredNumberScheduled: 0,
      numberReady: 0,
    }),
  validate: checkWorkload,
  validateUpdate: (draft, old, causes) => checkImmutable(draft, old, ['spec', 'selector'], causes),
}

function checkWorkload(draft: Draft, causes: Causes): void {
  checkCount(draft, ['spec', 'replicas'], causes)
  checkCount(draft, ['spec', 'minReadySeconds'], causes)
  checkTemplate(draft, ['spec', 'template'], { allowed: ['Always'], isRequired: false }, causes)
  const selector = draftAt(draft, 'spec', 'selector')
  if (selector === undefined) return
  const requirements = requirementsOf(selector)
  if (Object.keys(selector).length === 0)
    causes.invalid('spec.selector', selector, 'empty selector is invalid for deployment')
  const labels = textsAt(draft, ...TEMPLATE, 'metadata', 'labels')
  if (requirements !== undefined && !matchesLabels(requirements, labels))
    causes.invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`')
}
