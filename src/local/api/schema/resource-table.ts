import type { Resource, Subresource } from '../resource.ts'

const EVERY_VERB = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']

// group version resource kind scope singular verbs shortNames categories subresources type
const table = `
- v1 configmaps ConfigMap N configmap * cm - - core.v1.ConfigMap
- v1 endpoints Endpoints N endpoints * ep - - core.v1.Endpoints
- v1 events Event N event * ev - - core.v1.Event
- v1 limitranges LimitRange N limitrange * limits - - core.v1.LimitRange
- v1 namespaces Namespace C namespace create,delete,get,list,patch,update,watch ns - finalize:Namespace:update;status:Namespace:get+patch+update core.v1.Namespace
- v1 nodes Node C node * no - status:Node:get+patch+update core.v1.Node
- v1 persistentvolumeclaims PersistentVolumeClaim N persistentvolumeclaim * pvc - status:PersistentVolumeClaim:get+patch+update core.v1.PersistentVolumeClaim
- v1 persistentvolumes PersistentVolume C persistentvolume * pv - status:PersistentVolume:get+patch+update core.v1.PersistentVolume
- v1 pods Pod N pod * po all binding:Binding:create;eviction:Eviction@policy/v1:create;exec:PodExecOptions:create+get;log:Pod:get;portforward:PodPortForwardOptions:create+get;proxy:PodProxyOptions:create+delete+get+patch+update;status:Pod:get+patch+update core.v1.Pod
- v1 podtemplates PodTemplate N podtemplate * - - - core.v1.PodTemplate
- v1 replicationcontrollers ReplicationController N replicationcontroller * rc all scale:Scale@autoscaling/v1:get+patch+update;status:ReplicationController:get+patch+update core.v1.ReplicationController
- v1 resourcequotas ResourceQuota N resourcequota * quota - status:ResourceQuota:get+patch+update core.v1.ResourceQuota
- v1 secrets Secret N secret * - - - core.v1.Secret
- v1 serviceaccounts ServiceAccount N serviceaccount * sa - token:TokenRequest@authentication.k8s.io/v1:create core.v1.ServiceAccount
- v1 services Service N service * svc all proxy:ServiceProxyOptions:create+delete+get+patch+update;status:Service:get+patch+update core.v1.Service
apps v1 controllerrevisions ControllerRevision N controllerrevision * - - - apps.v1.ControllerRevision
apps v1 daemonsets DaemonSet N daemonset * ds all status:DaemonSet:get+patch+update apps.v1.DaemonSet
apps v1 deployments Deployment N deployment * deploy all scale:Scale@autoscaling/v1:get+patch+update;status:Deployment:get+patch+update apps.v1.Deployment
apps v1 replicasets ReplicaSet N replicaset * rs all scale:Scale@autoscaling/v1:get+patch+update;status:ReplicaSet:get+patch+update apps.v1.ReplicaSet
apps v1 statefulsets StatefulSet N statefulset * sts all scale:Scale@autoscaling/v1:get+patch+update;status:StatefulSet:get+patch+update apps.v1.StatefulSet
events.k8s.io v1 events Event N event * ev - - events.v1.Event
authentication.k8s.io v1 selfsubjectreviews SelfSubjectReview C selfsubjectreview create - - - authentication.v1.SelfSubjectReview
authentication.k8s.io v1 tokenreviews TokenReview C tokenreview create - - - authentication.v1.TokenReview
authorization.k8s.io v1 localsubjectaccessreviews LocalSubjectAccessReview N localsubjectaccessreview create - - - authorization.v1.LocalSubjectAccessReview
authorization.k8s.io v1 selfsubjectaccessreviews SelfSubjectAccessReview C selfsubjectaccessreview create - - - authorization.v1.SelfSubjectAccessReview
authorization.k8s.io v1 selfsubjectrulesreviews SelfSubjectRulesReview C selfsubjectrulesreview create - - - authorization.v1.SelfSubjectRulesReview
authorization.k8s.io v1 subjectaccessreviews SubjectAccessReview C subjectaccessreview create - - - authorization.v1.SubjectAccessReview
autoscaling v2 horizontalpodautoscalers HorizontalPodAutoscaler N horizontalpodautoscaler * hpa all status:HorizontalPodAutoscaler:get+patch+update autoscaling.v2.HorizontalPodAutoscaler
batch v1 cronjobs CronJob N cronjob * cj all status:CronJob:get+patch+update batch.v1.CronJob
batch v1 jobs Job N job * - all status:Job:get+patch+update batch.v1.Job
networking.k8s.io v1 ingressclasses IngressClass C ingressclass * - - - networking.v1.IngressClass
networking.k8s.io v1 ingresses Ingress N ingress * ing - status:Ingress:get+patch+update networking.v1.Ingress
networking.k8s.io v1 networkpolicies NetworkPolicy N networkpolicy * netpol - - networking.v1.NetworkPolicy
policy v1 poddisruptionbudgets PodDisruptionBudget N poddisruptionbudget * pdb - status:PodDisruptionBudget:get+patch+update policy.v1.PodDisruptionBudget
rbac.authorization.k8s.io v1 clusterrolebindings ClusterRoleBinding C clusterrolebinding * - - - rbac.v1.ClusterRoleBinding
rbac.authorization.k8s.io v1 clusterroles ClusterRole C clusterrole * - - - rbac.v1.ClusterRole
rbac.authorization.k8s.io v1 rolebindings RoleBinding N rolebinding * - - - rbac.v1.RoleBinding
rbac.authorization.k8s.io v1 roles Role N role * - - - rbac.v1.Role
storage.k8s.io v1 storageclasses StorageClass C storageclass * sc - - storage.v1.StorageClass
apiextensions.k8s.io v1 customresourcedefinitions CustomResourceDefinition C customresourcedefinition * crd,crds api-extensions status:CustomResourceDefinition:get+patch+update apiextensions.v1.CustomResourceDefinition
scheduling.k8s.io v1 priorityclasses PriorityClass C priorityclass * pc - - scheduling.v1.PriorityClass
coordination.k8s.io v1 leases Lease N lease * - - - coordination.v1.Lease
discovery.k8s.io v1 endpointslices EndpointSlice N endpointslice * - - - discovery.v1.EndpointSlice
`

/** The built-in resources, in the order of discovery. */
export function builtInResources(): readonly Resource[] {
  return table.trim().split('\n').map(resourceOf)
}

function resourceOf(row: string): Resource {
  const [group = '', version = '', resource = '', kind = '', scope, singular = '', ...rest] = row.split(' ')
  const [verbs = '', shortNames = '', categories = '', subresources = '', typeName = ''] = rest
  const core = group === '-' ? '' : group
  const storage = `${core === 'events.k8s.io' ? '' : core}/${resource}`
  return {
    group: core,
    version,
    resource,
    kind,
    singular,
    isNamespaced: scope === 'N',
    verbs: verbs === '*' ? EVERY_VERB : verbs.split(','),
    shortNames: itemsOf(shortNames, ','),
    categories: itemsOf(categories, ','),
    subresources: itemsOf(subresources, ';').map((item) => subresourceOf(item, core, version)),
    typeName,
    storage,
  }
}

function itemsOf(text: string, separator: string): readonly string[] {
  return text === '-' ? [] : text.split(separator)
}

function subresourceOf(text: string, group: string, version: string): Subresource {
  const [name = '', kindText = '', verbs = ''] = text.split(':')
  const [kind = '', apiVersion] = kindText.split('@')
  const slash = apiVersion?.indexOf('/') ?? -1
  const own = apiVersion === undefined ? { group, version } : undefined
  const other = { group: apiVersion?.slice(0, Math.max(0, slash)) ?? '', version: apiVersion?.slice(slash + 1) ?? '' }
  return { name, kind, ...(own ?? other), verbs: verbs.split('+') }
}
