import { field, type KubeObject } from '../plan/objects.ts'
import type { Plan } from '../plan/plan.ts'
import { allStages } from '../plan/plan-objects.ts'
import { type Need, type NeedGroup, needsFrom } from './access-need.ts'

const seen = ['list', 'watch'] as const
/** Server-side apply needs `create` too, for the objects that are not there yet. */
const written = ['get', 'create', 'patch', 'delete'] as const

/** Everything a deployment of this plan asks of the cluster, and nothing else. */
export function accessNeeds(plan: Plan, options: { readonly createsNamespace: boolean }): readonly Need[] {
  const { namespace } = plan.pipeline
  return needsFrom([
    ...runNeeds(namespace),
    ...watchNeeds(namespace),
    ...sharedNeeds(plan),
    ...copyNeeds(plan),
    ...artifactNeeds(plan),
    ...stageNeeds(plan),
    ...(options.createsNamespace ? namespaceNeeds : []),
    ...optionalNeeds(namespace),
  ])
}

/** The lock and the records of every run. */
function runNeeds(namespace: string): readonly NeedGroup[] {
  return [
    {
      verbs: ['get'],
      apiVersion: 'v1',
      kind: 'Namespace',
      namespace,
      name: namespace,
      why: 'see that the namespace is there',
    },
    {
      verbs: ['get', 'create', 'update', 'delete', ...seen],
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      namespace,
      why: 'hold the lock of the pipeline, or wait for it',
    },
    {
      verbs: ['get', 'list', 'create', 'update', 'patch', 'delete'],
      apiVersion: 'v1',
      kind: 'Secret',
      namespace,
      why: 'keep the record of each run',
    },
  ]
}

/** What every run follows to reach its verdicts. */
function watchNeeds(namespace: string): readonly NeedGroup[] {
  const follow = (apiVersion: string, kind: string): NeedGroup => ({
    verbs: seen,
    apiVersion,
    kind,
    namespace,
    why: 'follow how the stages fare',
  })
  return [
    follow('v1', 'Pod'),
    follow('batch/v1', 'Job'),
    follow('apps/v1', 'Deployment'),
    follow('apps/v1', 'ReplicaSet'),
    follow('v1', 'Service'),
    follow('discovery.k8s.io/v1', 'EndpointSlice'),
    follow('v1', 'Event'),
    { verbs: ['get'], apiVersion: 'v1', kind: 'Pod', namespace, why: 'know whether a log has ended' },
    {
      verbs: ['get'],
      apiVersion: 'v1',
      kind: 'Pod',
      subresource: 'log',
      namespace,
      why: 'show the logs of the stages',
    },
  ]
}

function sharedNeeds(plan: Plan): readonly NeedGroup[] {
  return plan.shared
    .filter(({ kind }) => kind !== 'Namespace')
    .flatMap((object) => [
      {
        ...placeOf(object),
        // Accounts are shared by all pipelines of a namespace: nobody deletes them.
        verbs: object.kind === 'ConfigMap' ? written : ['get', 'create', 'patch'],
        why: object.kind === 'ConfigMap' ? 'bring the code to the pods' : 'give the pods their account',
      },
      ...grantedBy(object),
    ])
}

/** Kubernetes lets nobody hand out a right that he does not have himself. */
function grantedBy(object: KubeObject): readonly NeedGroup[] {
  const rules = object.kind === 'Role' ? field(object, 'rules') : undefined
  if (!Array.isArray(rules)) return []
  const namespace = object.metadata.namespace
  return rules.flatMap((rule: unknown) =>
    strings(field(rule, 'resources')).map((resource) => ({
      verbs: strings(field(rule, 'verbs')),
      apiVersion: 'v1',
      kind: resource === 'secrets' ? 'Secret' : 'ConfigMap',
      ...(namespace === undefined ? {} : { namespace }),
      why: 'hand the same right on to the stages',
    })),
  )
}

function artifactNeeds(plan: Plan): readonly NeedGroup[] {
  const keeps = allStages(plan).some(({ stage }) => stage.kind === 'batch' && stage.artifacts !== undefined)
  if (!keeps) return []
  const { namespace } = plan.pipeline
  const verbs = [...written, 'list'] as const
  return [{ verbs, apiVersion: 'v1', kind: 'ConfigMap', namespace, why: 'keep what stages hand on to later ones' }]
}

function copyNeeds(plan: Plan): readonly NeedGroup[] {
  return (plan.secretCopies ?? []).map(({ group, from }) => ({
    verbs: ['get'],
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: from.namespace,
    name: from.name,
    why: `copy the secrets of the group ${group}`,
  }))
}

function stageNeeds(plan: Plan): readonly NeedGroup[] {
  return allStages(plan).flatMap(({ stage, objects }): readonly NeedGroup[] => {
    const why = `run the stage ${stage.name}`
    const isWaitedFor = stage.kind === 'helm' || (stage.kind === 'manifests' && stage.wait)
    return objects.map((object) => ({
      ...placeOf(object),
      verbs: stage.kind === 'batch' ? ['get', 'create', 'delete'] : [...written, ...(isWaitedFor ? seen : [])],
      why,
    }))
  })
}

const namespaceNeeds: readonly NeedGroup[] = [
  { verbs: ['create'], apiVersion: 'v1', kind: 'Namespace', why: 'make the namespace' },
]

function optionalNeeds(namespace: string): readonly NeedGroup[] {
  const optional = { isOptional: true } as const
  return [
    { ...optional, verbs: seen, apiVersion: 'v1', kind: 'Node', why: 'say why no node takes a pod' },
    {
      ...optional,
      verbs: seen,
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      namespace,
      why: 'say why a volume is missing',
    },
    {
      ...optional,
      verbs: seen,
      apiVersion: 'v1',
      kind: 'Namespace',
      why: 'notice that the namespace is being deleted',
    },
    {
      ...optional,
      verbs: ['list'],
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      namespace,
      why: 'compare quotas before a run',
    },
    {
      ...optional,
      verbs: ['list'],
      apiVersion: 'v1',
      kind: 'LimitRange',
      namespace,
      why: 'compare limits before a run',
    },
  ]
}

function placeOf({ apiVersion, kind, metadata: { namespace } }: KubeObject) {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }) }
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}
