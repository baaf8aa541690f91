/** Fields of the built-in types, part 3; the notation is read by field-types.ts, written by scripts/local-api-facts.ts. */
export const types3 = `
networking.v1.ServiceCIDRStatus conditions=[type;type]@meta.v1.Condition
policy.v1.Eviction apiVersion=s deleteOptions=@meta.v1.DeleteOptions kind=s metadata=@meta.v1.ObjectMeta
policy.v1.PodDisruptionBudget apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@policy.v1.PodDisruptionBudgetSpec status=@policy.v1.PodDisruptionBudgetStatus
policy.v1.PodDisruptionBudgetSpec maxUnavailable=@util.intstr.IntOrString minAvailable=@util.intstr.IntOrString selector=@meta.v1.LabelSelector unhealthyPodEvictionPolicy=s(AlwaysAllow|IfHealthyBudget)
policy.v1.PodDisruptionBudgetStatus conditions=[type;type]@meta.v1.Condition currentHealthy=i desiredHealthy=i disruptedPods={}@meta.v1.Time disruptionsAllowed=i expectedPods=i observedGeneration=i
rbac.v1.AggregationRule clusterRoleSelectors=[]@meta.v1.LabelSelector
rbac.v1.ClusterRole aggregationRule=@rbac.v1.AggregationRule apiVersion=s kind=s metadata=@meta.v1.ObjectMeta rules=[]@rbac.v1.PolicyRule
rbac.v1.ClusterRoleBinding apiVersion=s kind=s metadata=@meta.v1.ObjectMeta roleRef=@rbac.v1.RoleRef* subjects=[]@rbac.v1.Subject
rbac.v1.PolicyRule apiGroups=[]s nonResourceURLs=[]s resourceNames=[]s resources=[]s verbs=[]s*
rbac.v1.Role apiVersion=s kind=s metadata=@meta.v1.ObjectMeta rules=[]@rbac.v1.PolicyRule
rbac.v1.RoleBinding apiVersion=s kind=s metadata=@meta.v1.ObjectMeta roleRef=@rbac.v1.RoleRef* subjects=[]@rbac.v1.Subject
rbac.v1.RoleRef! apiGroup=s kind=s* name=s*
rbac.v1.Subject! apiGroup=s kind=s* name=s* namespace=s
runtime.RawExtension =a
scheduling.v1.PriorityClass apiVersion=s description=s globalDefault=b kind=s metadata=@meta.v1.ObjectMeta preemptionPolicy=s(Never|PreemptLowerPriority) value=i
storage.v1.CSIDriver apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@storage.v1.CSIDriverSpec*
storage.v1.CSIDriverSpec attachRequired=b fsGroupPolicy=s nodeAllocatableUpdatePeriodSeconds=i podInfoOnMount=b preventPodSchedulingIfMissing=b requiresRepublish=b seLinuxMount=b serviceAccountTokenInSecrets=b storageCapacity=b tokenRequests=[]@storage.v1.TokenRequest volumeLifecycleModes=[*]s
storage.v1.CSINode apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@storage.v1.CSINodeSpec*
storage.v1.CSINodeDriver allocatable=@storage.v1.VolumeNodeResources name=s* nodeID=s* topologyKeys=[]s
storage.v1.CSINodeSpec drivers=[name;name]@storage.v1.CSINodeDriver*
storage.v1.CSIStorageCapacity apiVersion=s capacity=@api.resource.Quantity kind=s maximumVolumeSize=@api.resource.Quantity metadata=@meta.v1.ObjectMeta nodeTopology=@meta.v1.LabelSelector storageClassName=s*
storage.v1.StorageClass allowVolumeExpansion=b allowedTopologies=[]@core.v1.TopologySelectorTerm apiVersion=s kind=s metadata=@meta.v1.ObjectMeta mountOptions=[]s parameters={}s provisioner=s* reclaimPolicy=s(Delete|Recycle|Retain) volumeBindingMode=s(Immediate|WaitForFirstConsumer)
storage.v1.TokenRequest audience=s* expirationSeconds=i
storage.v1.VolumeAttachment apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@storage.v1.VolumeAttachmentSpec* status=@storage.v1.VolumeAttachmentStatus
storage.v1.VolumeAttachmentSource inlineVolumeSpec=@core.v1.PersistentVolumeSpec persistentVolumeName=s
storage.v1.VolumeAttachmentSpec attacher=s* nodeName=s* source=@storage.v1.VolumeAttachmentSource*
storage.v1.VolumeAttachmentStatus attachError=@storage.v1.VolumeError attached=b* attachmentMetadata={}s detachError=@storage.v1.VolumeError
storage.v1.VolumeAttributesClass apiVersion=s driverName=s* kind=s metadata=@meta.v1.ObjectMeta parameters={}s
storage.v1.VolumeError errorCode=i message=s time=@meta.v1.Time
storage.v1.VolumeNodeResources count=i
util.intstr.IntOrString =x
`
