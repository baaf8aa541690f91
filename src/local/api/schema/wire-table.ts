/** Numbers of the fields of the built-in types, in the order of the table of types; written by scripts/local-api-wire.ts. */
export const wireTable = `
apiextensions.v1.CustomResourceColumnDefinition 4 3 6 1 5 2;apiextensions.v1.CustomResourceConversion 1 2;apiextensions.v1.CustomResourceDefinition 0 0 1 2 3;apiextensions.v1.CustomResourceDefinitionCondition 3 5 6 4 2 1
apiextensions.v1.CustomResourceDefinitionNames 6 4 5 1 3 2;apiextensions.v1.CustomResourceDefinitionSpec 9 1 3 10 4 7;apiextensions.v1.CustomResourceDefinitionStatus 2 1 4 3;apiextensions.v1.CustomResourceDefinitionVersion 6 7 8 1 4 9 2 3 5
apiextensions.v1.CustomResourceSubresourceScale 3 1 2;apiextensions.v1.CustomResourceSubresources 2 1;apiextensions.v1.CustomResourceValidation 1;apiextensions.v1.ExternalDocumentation 1 2
apiextensions.v1.JSONSchemaProps 0 0 33 30 25 27 8 34 32 4 20 36 10 12 35 6 1 24 16 13 21 9 17 14 22 11 19 28 37 26 15 31 29 23 7 5 18 0 0 0 0 0 0 0;apiextensions.v1.SelectableField 1;apiextensions.v1.ServiceReference 2 1 3 4;apiextensions.v1.ValidationRule 5 2 3 6 4 1
apiextensions.v1.WebhookClientConfig 2 1 3;apiextensions.v1.WebhookConversion 2 3;apps.v1.ControllerRevision 0 2 0 1 3;apps.v1.DaemonSet 0 0 1 2 3
apps.v1.DaemonSetCondition 3 5 4 2 1;apps.v1.DaemonSetSpec 4 6 1 2 3;apps.v1.DaemonSetStatus 9 10 1 3 7 2 4 8 5 6;apps.v1.DaemonSetUpdateStrategy 2 1
apps.v1.Deployment 0 0 1 2 3;apps.v1.DeploymentCondition 7 6 5 4 2 1;apps.v1.DeploymentSpec 5 7 9 1 6 2 4 3;apps.v1.DeploymentStatus 4 8 6 1 7 2 9 5 3
apps.v1.DeploymentStrategy 2 1;apps.v1.ReplicaSet 0 0 1 2 3;apps.v1.ReplicaSetCondition 3 5 4 2 1;apps.v1.ReplicaSetSpec 4 1 2 3
apps.v1.ReplicaSetStatus 5 6 2 3 4 1 7;apps.v1.RollingUpdateDaemonSet 2 1;apps.v1.RollingUpdateDeployment 2 1;apps.v1.RollingUpdateStatefulSetStrategy 2 1
apps.v1.StatefulSet 0 0 1 2 3;apps.v1.StatefulSetCondition 3 5 4 2 1;apps.v1.StatefulSetOrdinals 1;apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy 1 2
apps.v1.StatefulSetSpec 9 11 10 6 1 8 2 5 3 7 4;apps.v1.StatefulSetStatus 11 9 10 4 6 1 3 2 7 5;apps.v1.StatefulSetUpdateStrategy 2 1;authentication.v1.BoundObjectReference 2 1 3 0
authentication.v1.SelfSubjectReview 0 0 1 2;authentication.v1.SelfSubjectReviewStatus 1;authentication.v1.TokenRequest 0 0 1 2 3;authentication.v1.TokenRequestSpec 1 3 4
authentication.v1.TokenRequestStatus 2 1;authentication.v1.TokenReview 0 0 1 2 3;authentication.v1.TokenReviewSpec 2 1;authentication.v1.TokenReviewStatus 4 1 3 2
authentication.v1.UserInfo 4 3 2 1;authorization.v1.FieldSelectorAttributes 1 2;authorization.v1.LabelSelectorAttributes 1 2;authorization.v1.LocalSubjectAccessReview 0 0 1 2 3
authorization.v1.NonResourceAttributes 1 2;authorization.v1.NonResourceRule 2 1;authorization.v1.ResourceAttributes 8 3 9 7 1 5 6 2 4;authorization.v1.ResourceRule 2 4 3 1
authorization.v1.SelfSubjectAccessReview 0 0 1 2 3;authorization.v1.SelfSubjectAccessReviewSpec 2 1;authorization.v1.SelfSubjectRulesReview 0 0 1 2 3;authorization.v1.SelfSubjectRulesReviewSpec 1
authorization.v1.SubjectAccessReview 0 0 1 2 3;authorization.v1.SubjectAccessReviewSpec 5 4 2 1 6 3;authorization.v1.SubjectAccessReviewStatus 1 4 3 2;authorization.v1.SubjectRulesReviewStatus 4 3 2 1
autoscaling.v1.Scale 0 0 1 2 3;autoscaling.v1.ScaleSpec 1;autoscaling.v1.ScaleStatus 1 2;autoscaling.v2.ContainerResourceMetricSource 3 1 2
autoscaling.v2.ContainerResourceMetricStatus 3 2 1;autoscaling.v2.CrossVersionObjectReference 3 1 2;autoscaling.v2.ExternalMetricSource 1 2;autoscaling.v2.ExternalMetricStatus 2 1
autoscaling.v2.HPAScalingPolicy 3 1 2;autoscaling.v2.HPAScalingRules 2 1 3 4;autoscaling.v2.HorizontalPodAutoscaler 0 0 1 2 3;autoscaling.v2.HorizontalPodAutoscalerBehavior 2 1
autoscaling.v2.HorizontalPodAutoscalerCondition 3 5 4 2 1;autoscaling.v2.HorizontalPodAutoscalerSpec 5 3 4 2 1;autoscaling.v2.HorizontalPodAutoscalerStatus 6 5 3 4 2 1;autoscaling.v2.MetricIdentifier 1 2
autoscaling.v2.MetricSpec 7 5 2 3 4 1;autoscaling.v2.MetricStatus 7 5 2 3 4 1;autoscaling.v2.MetricTarget 4 3 1 2;autoscaling.v2.MetricValueStatus 3 2 1
autoscaling.v2.ObjectMetricSource 1 3 2;autoscaling.v2.ObjectMetricStatus 2 3 1;autoscaling.v2.PodsMetricSource 1 2;autoscaling.v2.PodsMetricStatus 2 1
autoscaling.v2.ResourceMetricSource 1 2;autoscaling.v2.ResourceMetricStatus 2 1;batch.v1.CronJob 0 0 1 2 3;batch.v1.CronJobSpec 3 7 5 1 2 6 4 8
batch.v1.CronJobStatus 1 4 5;batch.v1.Job 0 0 1 2 3;batch.v1.JobCondition 3 4 6 5 2 1;batch.v1.JobSpec 3 7 12 9 2 15 5 13 1 11 14 4 16 10 6 8
batch.v1.JobStatus 4 7 3 1 6 10 9 2 5 11 8;batch.v1.JobTemplateSpec 1 2;batch.v1.PodFailurePolicy 1;batch.v1.PodFailurePolicyOnExitCodesRequirement 1 2 3
batch.v1.PodFailurePolicyOnPodConditionsPattern 2 1;batch.v1.PodFailurePolicyRule 1 2 3;batch.v1.SuccessPolicy 1;batch.v1.SuccessPolicyRule 2 1
batch.v1.UncountedTerminatedPods 2 1;coordination.v1.Lease 0 0 1 2;coordination.v1.LeaseSpec 3 1 2 5 7 4 6;core.v1.AWSElasticBlockStoreVolumeSource 2 3 4 1
core.v1.Affinity 1 2 3;core.v1.AppArmorProfile 2 1;core.v1.AttachedVolume 2 1;core.v1.AzureDiskVolumeSource 3 1 2 4 6 5
core.v1.AzureFilePersistentVolumeSource 3 1 4 2;core.v1.AzureFileVolumeSource 3 1 2;core.v1.Binding 0 0 1 2;core.v1.CSIPersistentVolumeSource 9 6 1 4 10 8 7 3 5 2
core.v1.CSIVolumeSource 1 3 5 2 4;core.v1.Capabilities 1 2;core.v1.CephFSPersistentVolumeSource 1 2 6 4 5 3;core.v1.CephFSVolumeSource 1 2 6 4 5 3
core.v1.CinderPersistentVolumeSource 2 3 4 1;core.v1.CinderVolumeSource 2 3 4 1;core.v1.ClientIPConfig 1;core.v1.ClusterTrustBundleProjection 3 1 5 4 2
core.v1.ComponentCondition 4 3 2 1;core.v1.ComponentStatus 0 2 0 1;core.v1.ConfigMap 0 3 2 4 0 1;core.v1.ConfigMapEnvSource 1.1 2
core.v1.ConfigMapKeySelector 2 1.1 3;core.v1.ConfigMapNodeConfigSource 5 2 1 4 3;core.v1.ConfigMapProjection 2 1.1 4;core.v1.ConfigMapVolumeSource 3 2 1.1 4
core.v1.Container 4 3 7 19 2 14 12 10 1 6 11 23 8 24 25 15 22 16 17 13 20 18 21 9 5;core.v1.ContainerExtendedResourceRequest 1 3 2;core.v1.ContainerImage 1 2;core.v1.ContainerPort 3 5 2 1 4
core.v1.ContainerResizePolicy 1 2;core.v1.ContainerRestartRule 1 2;core.v1.ContainerRestartRuleOnExitCodes 1 2;core.v1.ContainerState 2 3 1
core.v1.ContainerStateRunning 1;core.v1.ContainerStateTerminated 7 1 6 4 3 2 5;core.v1.ContainerStateWaiting 2 1;core.v1.ContainerStatus 10 14 8 6 7 3 1 4 11 5 9 2 15 13 12
core.v1.ContainerUser 1;core.v1.DaemonEndpoint 1;core.v1.DownwardAPIProjection 1;core.v1.DownwardAPIVolumeFile 2 4 1 3
core.v1.DownwardAPIVolumeSource 2 1;core.v1.EmptyDirVolumeSource 1 2;core.v1.EndpointAddress 3 1 4 2;core.v1.EndpointPort 4 1 2 3
core.v1.EndpointSubset 1 2 3;core.v1.Endpoints 0 0 1 2;core.v1.EnvFromSource 2 1 3;core.v1.EnvVar 1 2 3
core.v1.EnvVarSource 3 1 5 2 4;core.v1.EphemeralContainer 1.4 1.3 1.7 1.19 1.2 1.14 1.12 1.10 1.1 1.6 1.11 1.23 1.8 1.24 1.25 1.15 1.22 1.16 1.17 2 1.13 1.20 1.18 1.21 1.9 1.5;core.v1.EphemeralVolumeSource 1;core.v1.Event 12 0 8 10 6 2 0 7 4 1 3 13 14 15 11 5 9
core.v1.EventSeries 1 2;core.v1.EventSource 1 2;core.v1.ExecAction 1;core.v1.FCVolumeSource 3 2 4 1 5
core.v1.FileKeySelector 3 4 2 1;core.v1.FlexPersistentVolumeSource 1 2 5 4 3;core.v1.FlexVolumeSource 1 2 5 4 3;core.v1.FlockerVolumeSource 1 2
core.v1.GCEPersistentDiskVolumeSource 2 3 1 4;core.v1.GRPCAction 1 2;core.v1.GitRepoVolumeSource 3 1 2;core.v1.GlusterfsPersistentVolumeSource 1 4 2 3
core.v1.GlusterfsVolumeSource 1 2 3;core.v1.HTTPGetAction 3 5 1 2 4;core.v1.HTTPHeader 1 2;core.v1.HostAlias 2 1
core.v1.HostIP 1;core.v1.HostPathVolumeSource 1 2;core.v1.ISCSIPersistentVolumeSource 8 11 5 12 2 4 3 7 6 10 1;core.v1.ISCSIVolumeSource 8 11 5 12 2 4 3 7 6 10 1
core.v1.ImageVolumeSource 2 1;core.v1.ImageVolumeStatus 1;core.v1.KeyToPath 1 3 2;core.v1.Lifecycle 1 2 3
core.v1.LifecycleHandler 1 2 4 3;core.v1.LimitRange 0 0 1 2;core.v1.LimitRangeItem 4 5 2 6 3 1;core.v1.LimitRangeSpec 1
core.v1.LinuxContainerUser 2 3 1;core.v1.LoadBalancerIngress 2 1 3 4;core.v1.LoadBalancerStatus 1;core.v1.LocalObjectReference 1
core.v1.LocalVolumeSource 2 1;core.v1.ModifyVolumeStatus 2 1;core.v1.NFSVolumeSource 2 3 1;core.v1.Namespace 0 0 1 2 3
core.v1.NamespaceCondition 4 6 5 2 1;core.v1.NamespaceSpec 1;core.v1.NamespaceStatus 2 1;core.v1.Node 0 0 1 2 3
core.v1.NodeAddress 2 1;core.v1.NodeAffinity 2 1;core.v1.NodeAllocatableResourceClaimStatus 2 1 3;core.v1.NodeCondition 3 4 6 5 2 1
core.v1.NodeConfigSource 2;core.v1.NodeConfigStatus 2 1 4 3;core.v1.NodeDaemonEndpoints 1;core.v1.NodeFeatures 1
core.v1.NodeRuntimeHandler 2 1;core.v1.NodeRuntimeHandlerFeatures 1 2;core.v1.NodeSelector 1;core.v1.NodeSelectorRequirement 1 2 3
core.v1.NodeSelectorTerm 1 2;core.v1.NodeSpec 6 2 1 7 3 5 4;core.v1.NodeStatus 5 2 1 4 11 6 14 13 8 7 3 12 10 9;core.v1.NodeSwapStatus 1
core.v1.NodeSystemInfo 10 3 6 4 8 7 1 9 5 11 2;core.v1.ObjectFieldSelector 1 2;core.v1.ObjectReference 5 7 1 3 2 6 4;core.v1.PersistentVolume 0 0 1 2 3
core.v1.PersistentVolumeClaim 0 0 1 2 3;core.v1.PersistentVolumeClaimCondition 3 4 6 5 2 1;core.v1.PersistentVolumeClaimSpec 1 7 8 2 4 5 9 6 3;core.v1.PersistentVolumeClaimStatus 2 7 5 3 4 8 9 1
core.v1.PersistentVolumeClaimTemplate 1 2;core.v1.PersistentVolumeClaimVolumeSource 1 2;core.v1.PersistentVolumeSpec 3 2.2 2.16 2.13 1 2.9 2.8 4 2.22 2.10 2.12 2.11 2.1 2.4 2.3 2.7 2.20 7 2.5 9 5 2.17 2.18 2.15 2.6 2.19 6 2.21 10 8 2.14;core.v1.PersistentVolumeStatus 4 2 1 3
core.v1.PhotonPersistentDiskVolumeSource 2 1;core.v1.Pod 0 0 1 2 3;core.v1.PodAffinity 2 1;core.v1.PodAffinityTerm 1 5 6 4 2 3
core.v1.PodAntiAffinity 2 1;core.v1.PodCertificateProjection 6 4 5 2 3 1 7;core.v1.PodCondition 3 4 6 7 5 2 1;core.v1.PodDNSConfig 1 3 2
core.v1.PodDNSConfigOption 1 2;core.v1.PodExtendedResourceClaimStatus 1 2;core.v1.PodIP 1;core.v1.PodOS 1
core.v1.PodReadinessGate 1;core.v1.PodResourceClaim 1 3 4;core.v1.PodResourceClaimStatus 1 2;core.v1.PodSchedulingGate 1
core.v1.PodSchedulingGroup 1;core.v1.PodSecurityContext 11 5 9 6 3 2 13 1 10 4 12 7 8;core.v1.PodSpec 5 18 21 2 26 6 30 34 23 13 11 12 37 16 41 15 20 10 7 36 32 31 25 24 28 39 40 3 29 19 38 43 14 9 8 35 27 17 4 22 33 1;core.v1.PodStatus 19 2 8 13 18 5 16 10 3 21 11 17 1 6 12 9 4 14 15 20 7
core.v1.PodTemplate 0 0 1 2;core.v1.PodTemplateSpec 1 2;core.v1.PortStatus 3 1 2;core.v1.PortworxVolumeSource 2 3 1
core.v1.PreferredSchedulingTerm 2 1;core.v1.Probe 1.1 6 1.4 1.2 2 4 5 1.3 7 3;core.v1.ProjectedVolumeSource 2 1;core.v1.QuobyteVolumeSource 5 3 1 6 4 2
core.v1.RBDPersistentVolumeSource 3 2 6 1 4 8 7 5;core.v1.RBDVolumeSource 3 2 6 1 4 8 7 5;core.v1.ReplicationController 0 0 1 2 3;core.v1.ReplicationControllerCondition 3 5 4 2 1
core.v1.ReplicationControllerSpec 4 1 2 3;core.v1.ReplicationControllerStatus 5 6 2 3 4 1;core.v1.ResourceClaim 1 2;core.v1.ResourceFieldSelector 1 3 2
core.v1.ResourceHealth 2 6 1;core.v1.ResourceQuota 0 0 1 2 3;core.v1.ResourceQuotaSpec 1 3 2;core.v1.ResourceQuotaStatus 1 2
core.v1.ResourceRequirements 3 1 2;core.v1.ResourceStatus 1 2;core.v1.SELinuxOptions 4 2 3 1;core.v1.ScaleIOPersistentVolumeSource 9 1 5 10 3 4 7 6 2 8
core.v1.ScaleIOVolumeSource 9 1 5 10 3 4 7 6 2 8;core.v1.ScopeSelector 1;core.v1.ScopedResourceSelectorRequirement 2 1 3;core.v1.SeccompProfile 2 1
core.v1.Secret 0 2 5 0 1 4 3;core.v1.SecretEnvSource 1.1 2;core.v1.SecretKeySelector 2 1.1 3;core.v1.SecretProjection 2 1.1 4
core.v1.SecretReference 1 2;core.v1.SecretVolumeSource 3 2 4 1;core.v1.SecurityContext 7 12 1 2 9 6 8 5 4 3 11 10;core.v1.Service 0 0 1 2 3
core.v1.ServiceAccount 0 4 3 0 1 2;core.v1.ServiceAccountTokenProjection 1 2 3;core.v1.ServicePort 6 1 5 3 2 4;core.v1.ServiceSpec 20 3 18 5 10 11 12 22 19 17 21 8 9 1 13 2 7 14 23 4
core.v1.ServiceStatus 2 1;core.v1.SessionAffinityConfig 1;core.v1.SleepAction 1;core.v1.StorageOSPersistentVolumeSource 3 4 5 1 2
core.v1.StorageOSVolumeSource 3 4 5 1 2;core.v1.Sysctl 1 2;core.v1.TCPSocketAction 2 1;core.v1.Taint 3 1 4 2
core.v1.Toleration 4 1 2 5 3;core.v1.TopologySelectorLabelRequirement 1 2;core.v1.TopologySelectorTerm 1;core.v1.TopologySpreadConstraint 4 8 1 5 6 7 2 3
core.v1.TypedLocalObjectReference 1 2 3;core.v1.TypedObjectReference 1 2 3 4;core.v1.Volume 2.4 2.22 2.18 2.14 2.13 2.19 2.28 2.16 2.2 2.29 2.17 2.12 2.15 2.3 2.5 2.9 2.1 2.30 2.8 1 2.7 2.10 2.23 2.24 2.26 2.21 2.11 2.25 2.6 2.27 2.20;core.v1.VolumeDevice 2 1
core.v1.VolumeMount 3 5 1 2 7 4 6;core.v1.VolumeMountStatus 2 1 3 4 5;core.v1.VolumeNodeAffinity 1;core.v1.VolumeProjection 5 3 2 6 1 4
core.v1.VolumeResourceRequirements 1 2;core.v1.VolumeStatus 1;core.v1.VsphereVirtualDiskVolumeSource 2 4 3 1;core.v1.WeightedPodAffinityTerm 2 1
core.v1.WindowsSecurityContextOptions 2 1 4 3;discovery.v1.Endpoint 1 2 5 8 3 6 4 7;discovery.v1.EndpointConditions 1 2 3;discovery.v1.EndpointHints 2 1
discovery.v1.EndpointPort 4 1 3 2;discovery.v1.EndpointSlice 4 0 2 0 1 3;discovery.v1.ForNode 1;discovery.v1.ForZone 1
events.v1.Event 6 0 15 13 14 12 2 0 1 10 7 8 9 4 5 3 11;events.v1.EventSeries 1 2;meta.v1.APIResource 7 8 3 1 2 5 6 10 4 9;meta.v1.Condition 4 6 3 5 2 1
meta.v1.DeleteOptions 0 5 1 6 0 3 2 4;meta.v1.FieldSelectorRequirement 1 2 3;meta.v1.LabelSelector 2 1;meta.v1.LabelSelectorRequirement 1 2 3
meta.v1.ListMeta 3 4 2 1 5;meta.v1.ManagedFieldsEntry 3 6 7 1 2 8 4;meta.v1.ObjectMeta 12 8 10 9 14 2 7 11 17 1 3 13 6 4 5;meta.v1.OwnerReference 5 7 6 1 3 4
meta.v1.Preconditions 2 1;meta.v1.ShardInfo 1;meta.v1.Status 0 6 5 0 3 1 4 2;meta.v1.StatusCause 3 2 1
meta.v1.StatusDetails 4 2 3 1 5 6;meta.v1.WatchEvent 2 1;networking.v1.HTTPIngressPath 2 1 3;networking.v1.HTTPIngressRuleValue 1
networking.v1.IPAddress 0 0 1 2;networking.v1.IPAddressSpec 1;networking.v1.IPBlock 1 2;networking.v1.Ingress 0 0 1 2 3
networking.v1.IngressBackend 3 4;networking.v1.IngressClass 0 0 1 2;networking.v1.IngressClassParametersReference 0 2 3 5 4;networking.v1.IngressClassSpec 1 2
networking.v1.IngressLoadBalancerIngress 2 1 4;networking.v1.IngressLoadBalancerStatus 1;networking.v1.IngressPortStatus 3 1 2;networking.v1.IngressRule 1 2.1
networking.v1.IngressServiceBackend 1 2;networking.v1.IngressSpec 1 4 3 2;networking.v1.IngressStatus 1;networking.v1.IngressTLS 1 2
networking.v1.NetworkPolicy 0 0 1 2;networking.v1.NetworkPolicyEgressRule 1 2;networking.v1.NetworkPolicyIngressRule 2 1;networking.v1.NetworkPolicyPeer 3 2 1
networking.v1.NetworkPolicyPort 3 2 1;networking.v1.NetworkPolicySpec 3 2 1 4;networking.v1.ParentReference 1 4 3 2;networking.v1.ServiceBackendPort 1 2
networking.v1.ServiceCIDR 0 0 1 2 3;networking.v1.ServiceCIDRSpec 1;networking.v1.ServiceCIDRStatus 1;policy.v1.Eviction 0 2 0 1
policy.v1.PodDisruptionBudget 0 0 1 2 3;policy.v1.PodDisruptionBudgetSpec 3 1 2 4;policy.v1.PodDisruptionBudgetStatus 7 4 5 2 3 6 1;rbac.v1.AggregationRule 1
rbac.v1.ClusterRole 3 0 0 1 2;rbac.v1.ClusterRoleBinding 0 0 1 3 2;rbac.v1.PolicyRule 2 5 4 3 1;rbac.v1.Role 0 0 1 2
rbac.v1.RoleBinding 0 0 1 3 2;rbac.v1.RoleRef 1 2 3;rbac.v1.Subject 2 1 3 4;scheduling.v1.PriorityClass 0 4 3 0 1 5 2
storage.v1.CSIDriver 0 0 1 2;storage.v1.CSIDriverSpec 1 5 9 2 11 7 8 10 4 6 3;storage.v1.CSINode 0 0 1 2;storage.v1.CSINodeDriver 4 1 2 3
storage.v1.CSINodeSpec 1;storage.v1.CSIStorageCapacity 0 4 0 5 1 2 3;storage.v1.StorageClass 6 8 0 0 1 5 3 2 4 7;storage.v1.TokenRequest 1 2
storage.v1.VolumeAttachment 0 0 1 2 3;storage.v1.VolumeAttachmentSource 2 1;storage.v1.VolumeAttachmentSpec 1 3 2;storage.v1.VolumeAttachmentStatus 3 1 2 4
storage.v1.VolumeAttributesClass 0 2 0 1 3;storage.v1.VolumeError 3 2 1;storage.v1.VolumeNodeResources 1
`
