import type { Resource } from '../resource.ts'
import { AGE, type Column, CREATED, NAME } from './column.ts'
import {
  configMapColumns,
  eventColumns,
  namespaceColumns,
  nodeColumns,
  quotaColumns,
  secretColumns,
  serviceColumns,
  sliceColumns,
} from './core-columns.ts'
import { customColumns } from './custom-columns.ts'
import {
  bindingColumns,
  budgetColumns,
  claimColumns,
  ingressColumns,
  leaseColumns,
  networkPolicyColumns,
} from './other-columns.ts'
import { podColumns } from './pod-columns.ts'
import {
  autoscalerColumns,
  cronJobColumns,
  daemonSetColumns,
  deploymentColumns,
  jobColumns,
  replicaSetColumns,
  statefulSetColumns,
} from './workload-columns.ts'

const PLAIN: readonly Column[] = [NAME, AGE]
const DATED: readonly Column[] = [NAME, CREATED]
const rbac = 'rbac.authorization.k8s.io'

const columns: Readonly<Record<string, readonly Column[]>> = {
  '/configmaps': configMapColumns,
  '/events': eventColumns,
  '/limitranges': DATED,
  '/namespaces': namespaceColumns,
  '/nodes': nodeColumns,
  '/persistentvolumeclaims': claimColumns,
  '/pods': podColumns,
  '/resourcequotas': quotaColumns,
  '/secrets': secretColumns,
  '/services': serviceColumns,
  'apiextensions.k8s.io/customresourcedefinitions': DATED,
  'apps/daemonsets': daemonSetColumns,
  'apps/deployments': deploymentColumns,
  'apps/replicasets': replicaSetColumns,
  'apps/statefulsets': statefulSetColumns,
  'autoscaling/horizontalpodautoscalers': autoscalerColumns,
  'batch/cronjobs': cronJobColumns,
  'batch/jobs': jobColumns,
  'coordination.k8s.io/leases': leaseColumns,
  'discovery.k8s.io/endpointslices': sliceColumns,
  'networking.k8s.io/ingresses': ingressColumns,
  'networking.k8s.io/networkpolicies': networkPolicyColumns,
  'policy/poddisruptionbudgets': budgetColumns,
  [`${rbac}/clusterrolebindings`]: bindingColumns,
  [`${rbac}/clusterroles`]: DATED,
  [`${rbac}/rolebindings`]: bindingColumns,
  [`${rbac}/roles`]: DATED,
}

/** The columns of a resource. */
export function columnsOf(resource: Resource): readonly Column[] {
  if (resource.custom !== undefined) return customColumns(resource.custom.columns)
  return columns[resource.storage] ?? PLAIN
}
