import { at, defaultTo, draftAt, draftsAt, ensure } from '../json.ts'
import type { Resource } from '../resource.ts'
import type { Behavior } from './behavior.ts'
import { definitions } from './custom-definitions.ts'
import { bindings, configMaps, secrets } from './data-objects.ts'
import { cronJobs, jobs } from './jobs.ts'
import { namespaces } from './namespaces.ts'
import { pods } from './pods.ts'
import { services } from './services.ts'
import { daemonSets, deployments, replicaSets, statefulSets } from './workloads.ts'

const CUSTOM: Behavior = { hasGeneration: true }
const PLAIN: Behavior = {}
const COUNTED: Behavior = { hasGeneration: true }
const MADE_BY_PUT: Behavior = { isCreatedByPut: true }

const autoscalers: Behavior = {
  defaults(draft) {
    defaultTo(draftAt(draft, 'spec'), 'minReplicas', 1)
  },
  onAdmitted: (draft) => defaultTo(draft, 'status', { currentReplicas: 0, desiredReplicas: 0, currentMetrics: null }),
}

const ingresses: Behavior = {
  hasGeneration: true,
  onAdmitted: (draft) => defaultTo(draft, 'status', { loadBalancer: {} }),
}

const policies: Behavior = {
  hasGeneration: true,
  defaults(draft) {
    const spec = ensure(draft, 'spec')
    const types = draftsAt(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress']
    defaultTo(spec, 'policyTypes', types)
  },
}

const claims: Behavior = {
  defaults(draft) {
    defaultTo(draftAt(draft, 'spec'), 'volumeMode', 'Filesystem')
  },
  onAdmitted: (draft) => defaultTo(draft, 'status', { phase: 'Pending' }),
}

const events: Behavior = {
  isCreatedByPut: true,
  validate(draft, causes) {
    const about = at(draft, 'involvedObject', 'namespace')
    const inside = at(draft, 'metadata', 'namespace')
    if (typeof about === 'string' && about !== '' && about !== inside && inside !== 'default')
      causes.invalid('involvedObject.namespace', about, 'does not match event.namespace')
  },
}

const rbac = 'rbac.authorization.k8s.io'
const behaviors: Readonly<Record<string, Behavior>> = {
  '/configmaps': configMaps,
  '/endpoints': MADE_BY_PUT,
  '/events': events,
  '/limitranges': MADE_BY_PUT,
  '/namespaces': namespaces,
  '/persistentvolumeclaims': claims,
  '/pods': pods,
  '/podtemplates': MADE_BY_PUT,
  '/secrets': secrets,
  '/services': services,
  'apps/daemonsets': daemonSets,
  'apps/deployments': deployments,
  'apps/replicasets': replicaSets,
  'apps/statefulsets': statefulSets,
  'apiextensions.k8s.io/customresourcedefinitions': definitions,
  'autoscaling/horizontalpodautoscalers': autoscalers,
  'batch/cronjobs': cronJobs,
  'batch/jobs': jobs,
  'coordination.k8s.io/leases': MADE_BY_PUT,
  'discovery.k8s.io/endpointslices': COUNTED,
  'networking.k8s.io/ingresses': ingresses,
  'networking.k8s.io/networkpolicies': policies,
  'policy/poddisruptionbudgets': COUNTED,
  [`${rbac}/clusterrolebindings`]: bindings,
  [`${rbac}/clusterroles`]: MADE_BY_PUT,
  [`${rbac}/rolebindings`]: bindings,
  [`${rbac}/roles`]: MADE_BY_PUT,
}

/** What is special about a resource. */
export function behaviorOf(resource: Resource): Behavior {
  if (resource.custom !== undefined) return CUSTOM
  return behaviors[resource.storage] ?? PLAIN
}
