/** Where the objects of a kind live in the API. */
export interface KindPath {
  readonly resource: string
  readonly isNamespaced: boolean
}

const namespaced = (resource: string): KindPath => ({ resource, isNamespaced: true })
const clusterWide = (resource: string): KindPath => ({ resource, isNamespaced: false })

/** The kinds we write and watch, so that no discovery is needed for them. */
const builtIn: Readonly<Record<string, KindPath>> = {
  'v1/Pod': namespaced('pods'),
  'v1/Service': namespaced('services'),
  'v1/ConfigMap': namespaced('configmaps'),
  'v1/Secret': namespaced('secrets'),
  'v1/ServiceAccount': namespaced('serviceaccounts'),
  'v1/Event': namespaced('events'),
  'v1/PersistentVolumeClaim': namespaced('persistentvolumeclaims'),
  'v1/ResourceQuota': namespaced('resourcequotas'),
  'v1/LimitRange': namespaced('limitranges'),
  'v1/Endpoints': namespaced('endpoints'),
  'v1/Namespace': clusterWide('namespaces'),
  'v1/Node': clusterWide('nodes'),
  'v1/PersistentVolume': clusterWide('persistentvolumes'),
  'apps/v1/Deployment': namespaced('deployments'),
  'apps/v1/ReplicaSet': namespaced('replicasets'),
  'apps/v1/StatefulSet': namespaced('statefulsets'),
  'apps/v1/DaemonSet': namespaced('daemonsets'),
  'batch/v1/Job': namespaced('jobs'),
  'batch/v1/CronJob': namespaced('cronjobs'),
  'networking.k8s.io/v1/Ingress': namespaced('ingresses'),
  'networking.k8s.io/v1/IngressClass': clusterWide('ingressclasses'),
  'networking.k8s.io/v1/NetworkPolicy': namespaced('networkpolicies'),
  'gateway.networking.k8s.io/v1/HTTPRoute': namespaced('httproutes'),
  'autoscaling/v2/HorizontalPodAutoscaler': namespaced('horizontalpodautoscalers'),
  'policy/v1/PodDisruptionBudget': namespaced('poddisruptionbudgets'),
  'rbac.authorization.k8s.io/v1/Role': namespaced('roles'),
  'rbac.authorization.k8s.io/v1/RoleBinding': namespaced('rolebindings'),
  'rbac.authorization.k8s.io/v1/ClusterRole': clusterWide('clusterroles'),
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': clusterWide('clusterrolebindings'),
  'coordination.k8s.io/v1/Lease': namespaced('leases'),
  'discovery.k8s.io/v1/EndpointSlice': namespaced('endpointslices'),
  'storage.k8s.io/v1/StorageClass': clusterWide('storageclasses'),
  'apiextensions.k8s.io/v1/CustomResourceDefinition': clusterWide('customresourcedefinitions'),
  'authorization.k8s.io/v1/SelfSubjectAccessReview': clusterWide('selfsubjectaccessreviews'),
}

/** The path of a built-in kind, undefined for kinds that only discovery knows. */
export function builtInKind(apiVersion: string, kind: string): KindPath | undefined {
  return builtIn[`${apiVersion}/${kind}`]
}

/** The root of an API version: `/api/v1` or `/apis/GROUP/VERSION`. */
export function apiRoot(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
}

/** The path of a collection, or of one object in it. */
export function objectPath(apiVersion: string, kind: KindPath, namespace: string | undefined, name?: string): string {
  const within = kind.isNamespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : ''
  const object = name === undefined ? '' : `/${encodeURIComponent(name)}`
  return `${apiRoot(apiVersion)}${within}/${kind.resource}${object}`
}
