/** Fields of the built-in types, part 2; the notation is read by field-types.ts, written by scripts/local-api-facts.ts. */
export const types2 = `
core.v1.ImageVolumeSource pullPolicy=s(Always|IfNotPresent|Never) reference=s
core.v1.ImageVolumeStatus imageRef=s*
core.v1.KeyToPath key=s* mode=i path=s*
core.v1.Lifecycle postStart=@core.v1.LifecycleHandler preStop=@core.v1.LifecycleHandler stopSignal=s(SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL|SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14|SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1|SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4|SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ)
core.v1.LifecycleHandler exec=@core.v1.ExecAction httpGet=@core.v1.HTTPGetAction sleep=@core.v1.SleepAction tcpSocket=@core.v1.TCPSocketAction
core.v1.LimitRange apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@core.v1.LimitRangeSpec
core.v1.LimitRangeItem default={}@api.resource.Quantity defaultRequest={}@api.resource.Quantity max={}@api.resource.Quantity maxLimitRequestRatio={}@api.resource.Quantity min={}@api.resource.Quantity type=s*
core.v1.LimitRangeSpec limits=[]@core.v1.LimitRangeItem*
core.v1.LinuxContainerUser gid=i* supplementalGroups=[]i uid=i*
core.v1.LoadBalancerIngress hostname=s ip=s ipMode=s ports=[]@core.v1.PortStatus
core.v1.LoadBalancerStatus ingress=[]@core.v1.LoadBalancerIngress
core.v1.LocalObjectReference! name=s
core.v1.LocalVolumeSource fsType=s path=s*
core.v1.ModifyVolumeStatus status=s(InProgress|Infeasible|Pending)* targetVolumeAttributesClassName=s
core.v1.NFSVolumeSource path=s* readOnly=b server=s*
core.v1.Namespace apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@core.v1.NamespaceSpec status=@core.v1.NamespaceStatus
core.v1.NamespaceCondition lastTransitionTime=@meta.v1.Time message=s reason=s status=s* type=s*
core.v1.NamespaceSpec finalizers=[]s
core.v1.NamespaceStatus conditions=[type;type]@core.v1.NamespaceCondition phase=s(Active|Terminating)
core.v1.Node apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@core.v1.NodeSpec status=@core.v1.NodeStatus
core.v1.NodeAddress address=s* type=s*
core.v1.NodeAffinity preferredDuringSchedulingIgnoredDuringExecution=[]@core.v1.PreferredSchedulingTerm requiredDuringSchedulingIgnoredDuringExecution=@core.v1.NodeSelector
core.v1.NodeAllocatableResourceClaimStatus containers=[*]s resourceClaimName=s* resources={}@api.resource.Quantity*
core.v1.NodeCondition lastHeartbeatTime=@meta.v1.Time lastTransitionTime=@meta.v1.Time message=s reason=s status=s* type=s*
core.v1.NodeConfigSource configMap=@core.v1.ConfigMapNodeConfigSource
core.v1.NodeConfigStatus active=@core.v1.NodeConfigSource assigned=@core.v1.NodeConfigSource error=s lastKnownGood=@core.v1.NodeConfigSource
core.v1.NodeDaemonEndpoints kubeletEndpoint=@core.v1.DaemonEndpoint
core.v1.NodeFeatures supplementalGroupsPolicy=b
core.v1.NodeRuntimeHandler features=@core.v1.NodeRuntimeHandlerFeatures name=s
core.v1.NodeRuntimeHandlerFeatures recursiveReadOnlyMounts=b userNamespaces=b
core.v1.NodeSelector! nodeSelectorTerms=[]@core.v1.NodeSelectorTerm*
core.v1.NodeSelectorRequirement key=s* operator=s(DoesNotExist|Exists|Gt|In|Lt|NotIn)* values=[]s
core.v1.NodeSelectorTerm! matchExpressions=[]@core.v1.NodeSelectorRequirement matchFields=[]@core.v1.NodeSelectorRequirement
core.v1.NodeSpec configSource=@core.v1.NodeConfigSource externalID=s podCIDR=s podCIDRs=[*;*]s providerID=s taints=[]@core.v1.Taint unschedulable=b
core.v1.NodeStatus addresses=[type;type]@core.v1.NodeAddress allocatable={}@api.resource.Quantity capacity={}@api.resource.Quantity conditions=[type;type]@core.v1.NodeCondition config=@core.v1.NodeConfigStatus daemonEndpoints=@core.v1.NodeDaemonEndpoints declaredFeatures=[]s features=@core.v1.NodeFeatures images=[]@core.v1.ContainerImage nodeInfo=@core.v1.NodeSystemInfo phase=s(Pending|Running|Terminated) runtimeHandlers=[]@core.v1.NodeRuntimeHandler volumesAttached=[]@core.v1.AttachedVolume volumesInUse=[]s
core.v1.NodeSwapStatus capacity=i
core.v1.NodeSystemInfo architecture=s* bootID=s* containerRuntimeVersion=s* kernelVersion=s* kubeProxyVersion=s* kubeletVersion=s* machineID=s* operatingSystem=s* osImage=s* swap=@core.v1.NodeSwapStatus systemUUID=s*
core.v1.ObjectFieldSelector! apiVersion=s fieldPath=s*
core.v1.ObjectReference! apiVersion=s fieldPath=s kind=s name=s namespace=s resourceVersion=s uid=s
core.v1.PersistentVolume apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@core.v1.PersistentVolumeSpec status=@core.v1.PersistentVolumeStatus
core.v1.PersistentVolumeClaim apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@core.v1.PersistentVolumeClaimSpec status=@core.v1.PersistentVolumeClaimStatus
core.v1.PersistentVolumeClaimCondition lastProbeTime=@meta.v1.Time lastTransitionTime=@meta.v1.Time message=s reason=s status=s* type=s*
core.v1.PersistentVolumeClaimSpec accessModes=[]s(ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod) dataSource=@core.v1.TypedLocalObjectReference dataSourceRef=@core.v1.TypedObjectReference resources=@core.v1.VolumeResourceRequirements selector=@meta.v1.LabelSelector storageClassName=s volumeAttributesClassName=s volumeMode=s(Block|Filesystem) volumeName=s
core.v1.PersistentVolumeClaimStatus accessModes=[]s(ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod) allocatedResourceStatuses={}s(ControllerResizeInProgress|ControllerResizeInfeasible|NodeResizeInProgress|NodeResizeInfeasible|NodeResizePending) allocatedResources={}@api.resource.Quantity capacity={}@api.resource.Quantity conditions=[type;type]@core.v1.PersistentVolumeClaimCondition currentVolumeAttributesClassName=s modifyVolumeStatus=@core.v1.ModifyVolumeStatus phase=s(Bound|Lost|Pending)
core.v1.PersistentVolumeClaimTemplate metadata=@meta.v1.ObjectMeta spec=@core.v1.PersistentVolumeClaimSpec*
core.v1.PersistentVolumeClaimVolumeSource claimName=s* readOnly=b
core.v1.PersistentVolumeSpec accessModes=[]s(ReadOnlyMany|ReadWriteMany|ReadWriteOnce|ReadWriteOncePod) awsElasticBlockStore=@core.v1.AWSElasticBlockStoreVolumeSource azureDisk=@core.v1.AzureDiskVolumeSource azureFile=@core.v1.AzureFilePersistentVolumeSource capacity={}@api.resource.Quantity cephfs=@core.v1.CephFSPersistentVolumeSource cinder=@core.v1.CinderPersistentVolumeSource claimRef=@core.v1.ObjectReference csi=@core.v1.CSIPersistentVolumeSource fc=@core.v1.FCVolumeSource flexVolume=@core.v1.FlexPersistentVolumeSource flocker=@core.v1.FlockerVolumeSource gcePersistentDisk=@core.v1.GCEPersistentDiskVolumeSource glusterfs=@core.v1.GlusterfsPersistentVolumeSource hostPath=@core.v1.HostPathVolumeSource iscsi=@core.v1.ISCSIPersistentVolumeSource local=@core.v1.LocalVolumeSource mountOptions=[]s nfs=@core.v1.NFSVolumeSource nodeAffinity=@core.v1.VolumeNodeAffinity persistentVolumeReclaimPolicy=s(Delete|Recycle|Retain) photonPersistentDisk=@core.v1.PhotonPersistentDiskVolumeSource portworxVolume=@core.v1.PortworxVolumeSource quobyte=@core.v1.QuobyteVolumeSource rbd=@core.v1.RBDPersistentVolumeSource scaleIO=@core.v1.ScaleIOPersistentVolumeSource storageClassName=s storageos=@core.v1.StorageOSPersistentVolumeSource volumeAttributesClassName=s volumeMode=s(Block|Filesystem) vsphereVolume=@core.v1.VsphereVirtualDiskVolumeSource
core.v1.PersistentVolumeStatus lastPhaseTransitionTime=@meta.v1.Time message=s phase=s(Available|Bound|Failed|Pending|Released) reason=s
core.v1.PhotonPersistentDiskVolumeSource fsType=s pdID=s*
core.v1.Pod apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@core.v1.PodSpec status=@core.v1.PodStatus
core.v1.PodAffinity preferredDuringSchedulingIgnoredDuringExecution=[]@core.v1.WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution=[]@core.v1.PodAffinityTerm
core.v1.PodAffinityTerm labelSelector=@meta.v1.LabelSelector matchLabelKeys=[]s mismatchLabelKeys=[]s namespaceSelector=@meta.v1.LabelSelector namespaces=[]s topologyKey=s*
core.v1.PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution=[]@core.v1.WeightedPodAffinityTerm requiredDuringSchedulingIgnoredDuringExecution=[]@core.v1.PodAffinityTerm
core.v1.PodCertificateProjection certificateChainPath=s credentialBundlePath=s keyPath=s keyType=s* maxExpirationSeconds=i signerName=s* userAnnotations={}s
core.v1.PodCondition lastProbeTime=@meta.v1.Time lastTransitionTime=@meta.v1.Time message=s observedGeneration=i reason=s status=s* type=s*
core.v1.PodDNSConfig nameservers=[]s options=[]@core.v1.PodDNSConfigOption searches=[]s
core.v1.PodDNSConfigOption name=s value=s
core.v1.PodExtendedResourceClaimStatus requestMappings=[]@core.v1.ContainerExtendedResourceRequest* resourceClaimName=s*
core.v1.PodIP ip=s*
core.v1.PodOS name=s*
core.v1.PodReadinessGate conditionType=s*
core.v1.PodResourceClaim name=s* resourceClaimName=s resourceClaimTemplateName=s
core.v1.PodResourceClaimStatus name=s* resourceClaimName=s
core.v1.PodSchedulingGate name=s*
core.v1.PodSchedulingGroup podGroupName=s
core.v1.PodSecurityContext appArmorProfile=@core.v1.AppArmorProfile fsGroup=i fsGroupChangePolicy=s(Always|OnRootMismatch) runAsGroup=i runAsNonRoot=b runAsUser=i seLinuxChangePolicy=s seLinuxOptions=@core.v1.SELinuxOptions seccompProfile=@core.v1.SeccompProfile supplementalGroups=[]i supplementalGroupsPolicy=s(Merge|Strict) sysctls=[]@core.v1.Sysctl windowsOptions=@core.v1.WindowsSecurityContextOptions
core.v1.PodSpec activeDeadlineSeconds=i affinity=@core.v1.Affinity automountServiceAccountToken=b containers=[name;name]@core.v1.Container* dnsConfig=@core.v1.PodDNSConfig dnsPolicy=s(ClusterFirst|ClusterFirstWithHostNet|Default|None) enableServiceLinks=b ephemeralContainers=[name;name]@core.v1.EphemeralContainer hostAliases=[ip;ip]@core.v1.HostAlias hostIPC=b hostNetwork=b hostPID=b hostUsers=b hostname=s hostnameOverride=s imagePullSecrets=[name;name]@core.v1.LocalObjectReference initContainers=[name;name]@core.v1.Container nodeName=s nodeSelector={!}s os=@core.v1.PodOS overhead={}@api.resource.Quantity preemptionPolicy=s(Never|PreemptLowerPriority) priority=i priorityClassName=s readinessGates=[]@core.v1.PodReadinessGate resourceClaims=[name;name!]@core.v1.PodResourceClaim resources=@core.v1.ResourceRequirements restartPolicy=s(Always|Never|OnFailure) runtimeClassName=s schedulerName=s schedulingGates=[name;name]@core.v1.PodSchedulingGate schedulingGroup=@core.v1.PodSchedulingGroup securityContext=@core.v1.PodSecurityContext serviceAccount=s serviceAccountName=s setHostnameAsFQDN=b shareProcessNamespace=b subdomain=s terminationGracePeriodSeconds=i tolerations=[]@core.v1.Toleration topologySpreadConstraints=[topologyKey,whenUnsatisfiable;topologyKey]@core.v1.TopologySpreadConstraint volumes=[name;name!]@core.v1.Volume
core.v1.PodStatus allocatedResources={}@api.resource.Quantity conditions=[type;type]@core.v1.PodCondition containerStatuses=[]@core.v1.ContainerStatus ephemeralContainerStatuses=[]@core.v1.ContainerStatus extendedResourceClaimStatus=@core.v1.PodExtendedResourceClaimStatus hostIP=s hostIPs=[;ip]@core.v1.HostIP initContainerStatuses=[]@core.v1.ContainerStatus message=s nodeAllocatableResourceClaimStatuses=[]@core.v1.NodeAllocatableResourceClaimStatus nominatedNodeName=s observedGeneration=i phase=s(Failed|Pending|Running|Succeeded|Unknown) podIP=s podIPs=[ip;ip]@core.v1.PodIP qosClass=s(BestEffort|Burstable|Guaranteed) reason=s resize=s resourceClaimStatuses=[name;name!]@core.v1.PodResourceClaimStatus resources=@core.v1.ResourceRequirements startTime=@meta.v1.Time
core.v1.PodTemplate apiVersion=s kind=s metadata=@meta.v1.ObjectMeta template=@core.v1.PodTemplateSpec
core.v1.PodTemplateSpec metadata=@meta.v1.ObjectMeta spec=@core.v1.PodSpec
core.v1.PortStatus error=s port=i* protocol=s(SCTP|TCP|UDP)*
core.v1.PortworxVolumeSource fsType=s readOnly=b volumeID=s*
core.v1.PreferredSchedulingTerm preference=@core.v1.NodeSelectorTerm* weight=i*
core.v1.Probe exec=@core.v1.ExecAction failureThreshold=i grpc=@core.v1.GRPCAction httpGet=@core.v1.HTTPGetAction initialDelaySeconds=i periodSeconds=i successThreshold=i tcpSocket=@core.v1.TCPSocketAction terminationGracePeriodSeconds=i timeoutSeconds=i
core.v1.ProjectedVolumeSource defaultMode=i sources=[]@core.v1.VolumeProjection
core.v1.QuobyteVolumeSource group=s readOnly=b registry=s* tenant=s user=s volume=s*
core.v1.RBDPersistentVolumeSource fsType=s image=s* keyring=s monitors=[]s* pool=s readOnly=b secretRef=@core.v1.SecretReference user=s
core.v1.RBDVolumeSource fsType=s image=s* keyring=s monitors=[]s* pool=s readOnly=b secretRef=@core.v1.LocalObjectReference user=s
core.v1.ReplicationController apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@core.v1.ReplicationControllerSpec status=@core.v1.ReplicationControllerStatus
core.v1.ReplicationControllerCondition lastTransitionTime=@meta.v1.Time message=s reason=s status=s* type=s*
core.v1.ReplicationControllerSpec minReadySeconds=i replicas=i selector={!}s template=@core.v1.PodTemplateSpec
core.v1.ReplicationControllerStatus availableReplicas=i conditions=[type;type]@core.v1.ReplicationControllerCondition fullyLabeledReplicas=i observedGeneration=i readyReplicas=i replicas=i*
core.v1.ResourceClaim name=s* request=s
core.v1.ResourceFieldSelector! containerName=s divisor=@api.resource.Quantity resource=s*
core.v1.ResourceHealth health=s message=s resourceID=s*
core.v1.ResourceQuota apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@core.v1.ResourceQuotaSpec status=@core.v1.ResourceQuotaStatus
core.v1.ResourceQuotaSpec hard={}@api.resource.Quantity scopeSelector=@core.v1.ScopeSelector scopes=[]s(BestEffort|CrossNamespacePodAffinity|NotBestEffort|NotTerminating|PriorityClass|Terminating|VolumeAttributesClass)
core.v1.ResourceQuotaStatus hard={}@api.resource.Quantity used={}@api.resource.Quantity
core.v1.ResourceRequirements claims=[name]@core.v1.ResourceClaim limits={}@api.resource.Quantity requests={}@api.resource.Quantity
core.v1.ResourceStatus name=s* resources=[resourceID]@core.v1.ResourceHealth
core.v1.SELinuxOptions level=s role=s type=s user=s
core.v1.ScaleIOPersistentVolumeSource fsType=s gateway=s* protectionDomain=s readOnly=b secretRef=@core.v1.SecretReference* sslEnabled=b storageMode=s storagePool=s system=s* volumeName=s
core.v1.ScaleIOVolumeSource fsType=s gateway=s* protectionDomain=s readOnly=b secretRef=@core.v1.LocalObjectReference* sslEnabled=b storageMode=s storagePool=s system=s* volumeName=s
core.v1.ScopeSelector! matchExpressions=[]@core.v1.ScopedResourceSelectorRequirement
core.v1.ScopedResourceSelectorRequirement operator=s(DoesNotExist|Exists|In|NotIn)* scopeName=s(BestEffort|CrossNamespacePodAffinity|NotBestEffort|NotTerminating|PriorityClass|Terminating|VolumeAttributesClass)* values=[]s
core.v1.SeccompProfile localhostProfile=s type=s(Localhost|RuntimeDefault|Unconfined)*
core.v1.Secret apiVersion=s data={}y immutable=b kind=s metadata=@meta.v1.ObjectMeta stringData={}s type=s
core.v1.SecretEnvSource name=s optional=b
core.v1.SecretKeySelector! key=s* name=s optional=b
core.v1.SecretProjection items=[]@core.v1.KeyToPath name=s optional=b
core.v1.SecretReference! name=s namespace=s
core.v1.SecretVolumeSource defaultMode=i items=[]@core.v1.KeyToPath optional=b secretName=s
core.v1.SecurityContext allowPrivilegeEscalation=b appArmorProfile=@core.v1.AppArmorProfile capabilities=@core.v1.Capabilities privileged=b procMount=s(Default|Unmasked) readOnlyRootFilesystem=b runAsGroup=i runAsNonRoot=b runAsUser=i seLinuxOptions=@core.v1.SELinuxOptions seccompProfile=@core.v1.SeccompProfile windowsOptions=@core.v1.WindowsSecurityContextOptions
core.v1.Service apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@core.v1.ServiceSpec status=@core.v1.ServiceStatus
core.v1.ServiceAccount apiVersion=s automountServiceAccountToken=b imagePullSecrets=[]@core.v1.LocalObjectReference kind=s metadata=@meta.v1.ObjectMeta secrets=[name;name]@core.v1.ObjectReference
core.v1.ServiceAccountTokenProjection audience=s expirationSeconds=i path=s*
core.v1.ServicePort appProtocol=s name=s nodePort=i port=i* protocol=s(SCTP|TCP|UDP) targetPort=@util.intstr.IntOrString
core.v1.ServiceSpec allocateLoadBalancerNodePorts=b clusterIP=s clusterIPs=[]s externalIPs=[]s externalName=s externalTrafficPolicy=s(Cluster|Local) healthCheckNodePort=i internalTrafficPolicy=s(Cluster|Local) ipFamilies=[]s(|IPv4|IPv6) ipFamilyPolicy=s(PreferDualStack|RequireDualStack|SingleStack) loadBalancerClass=s loadBalancerIP=s loadBalancerSourceRanges=[]s ports=[port,protocol;port]@core.v1.ServicePort publishNotReadyAddresses=b selector={!}s sessionAffinity=s(ClientIP|None) sessionAffinityConfig=@core.v1.SessionAffinityConfig trafficDistribution=s type=s(ClusterIP|ExternalName|LoadBalancer|NodePort)
core.v1.ServiceStatus conditions=[type;type]@meta.v1.Condition loadBalancer=@core.v1.LoadBalancerStatus
core.v1.SessionAffinityConfig clientIP=@core.v1.ClientIPConfig
core.v1.SleepAction seconds=i*
core.v1.StorageOSPersistentVolumeSource fsType=s readOnly=b secretRef=@core.v1.ObjectReference volumeName=s volumeNamespace=s
core.v1.StorageOSVolumeSource fsType=s readOnly=b secretRef=@core.v1.LocalObjectReference volumeName=s volumeNamespace=s
core.v1.Sysctl name=s* value=s*
core.v1.TCPSocketAction host=s port=@util.intstr.IntOrString*
core.v1.Taint effect=s(NoExecute|NoSchedule|PreferNoSchedule)* key=s* timeAdded=@meta.v1.Time value=s
core.v1.Toleration effect=s(NoExecute|NoSchedule|PreferNoSchedule) key=s operator=s(Equal|Exists|Gt|Lt) tolerationSeconds=i value=s
core.v1.TopologySelectorLabelRequirement key=s* values=[]s*
core.v1.TopologySelectorTerm! matchLabelExpressions=[]@core.v1.TopologySelectorLabelRequirement
core.v1.TopologySpreadConstraint labelSelector=@meta.v1.LabelSelector matchLabelKeys=[]s maxSkew=i* minDomains=i nodeAffinityPolicy=s(Honor|Ignore) nodeTaintsPolicy=s(Honor|Ignore) topologyKey=s* whenUnsatisfiable=s(DoNotSchedule|ScheduleAnyway)*
core.v1.TypedLocalObjectReference! apiGroup=s kind=s* name=s*
core.v1.TypedObjectReference apiGroup=s kind=s* name=s* namespace=s
core.v1.Volume awsElasticBlockStore=@core.v1.AWSElasticBlockStoreVolumeSource azureDisk=@core.v1.AzureDiskVolumeSource azureFile=@core.v1.AzureFileVolumeSource cephfs=@core.v1.CephFSVolumeSource cinder=@core.v1.CinderVolumeSource configMap=@core.v1.ConfigMapVolumeSource csi=@core.v1.CSIVolumeSource downwardAPI=@core.v1.DownwardAPIVolumeSource emptyDir=@core.v1.EmptyDirVolumeSource ephemeral=@core.v1.EphemeralVolumeSource fc=@core.v1.FCVolumeSource flexVolume=@core.v1.FlexVolumeSource flocker=@core.v1.FlockerVolumeSource gcePersistentDisk=@core.v1.GCEPersistentDiskVolumeSource gitRepo=@core.v1.GitRepoVolumeSource glusterfs=@core.v1.GlusterfsVolumeSource hostPath=@core.v1.HostPathVolumeSource image=@core.v1.ImageVolumeSource iscsi=@core.v1.ISCSIVolumeSource name=s* nfs=@core.v1.NFSVolumeSource persistentVolumeClaim=@core.v1.PersistentVolumeClaimVolumeSource photonPersistentDisk=@core.v1.PhotonPersistentDiskVolumeSource portworxVolume=@core.v1.PortworxVolumeSource projected=@core.v1.ProjectedVolumeSource quobyte=@core.v1.QuobyteVolumeSource rbd=@core.v1.RBDVolumeSource scaleIO=@core.v1.ScaleIOVolumeSource secret=@core.v1.SecretVolumeSource storageos=@core.v1.StorageOSVolumeSource vsphereVolume=@core.v1.VsphereVirtualDiskVolumeSource
core.v1.VolumeDevice devicePath=s* name=s*
core.v1.VolumeMount mountPath=s* mountPropagation=s(Bidirectional|HostToContainer|None) name=s* readOnly=b recursiveReadOnly=s subPath=s subPathExpr=s
core.v1.VolumeMountStatus mountPath=s* name=s* readOnly=b recursiveReadOnly=s volumeStatus=@core.v1.VolumeStatus
core.v1.VolumeNodeAffinity required=@core.v1.NodeSelector
core.v1.VolumeProjection clusterTrustBundle=@core.v1.ClusterTrustBundleProjection configMap=@core.v1.ConfigMapProjection downwardAPI=@core.v1.DownwardAPIProjection podCertificate=@core.v1.PodCertificateProjection secret=@core.v1.SecretProjection serviceAccountToken=@core.v1.ServiceAccountTokenProjection
core.v1.VolumeResourceRequirements limits={}@api.resource.Quantity requests={}@api.resource.Quantity
core.v1.VolumeStatus image=@core.v1.ImageVolumeStatus
core.v1.VsphereVirtualDiskVolumeSource fsType=s storagePolicyID=s storagePolicyName=s volumePath=s*
core.v1.WeightedPodAffinityTerm podAffinityTerm=@core.v1.PodAffinityTerm* weight=i*
core.v1.WindowsSecurityContextOptions gmsaCredentialSpec=s gmsaCredentialSpecName=s hostProcess=b runAsUserName=s
discovery.v1.Endpoint addresses=[*]s* conditions=@discovery.v1.EndpointConditions deprecatedTopology={}s hints=@discovery.v1.EndpointHints hostname=s nodeName=s targetRef=@core.v1.ObjectReference zone=s
discovery.v1.EndpointConditions ready=b serving=b terminating=b
discovery.v1.EndpointHints forNodes=[]@discovery.v1.ForNode forZones=[]@discovery.v1.ForZone
discovery.v1.EndpointPort! appProtocol=s name=s port=i protocol=s(SCTP|TCP|UDP)
discovery.v1.EndpointSlice addressType=s(FQDN|IPv4|IPv6)* apiVersion=s endpoints=[]@discovery.v1.Endpoint kind=s metadata=@meta.v1.ObjectMeta ports=[]@discovery.v1.EndpointPort
discovery.v1.ForNode name=s*
discovery.v1.ForZone name=s*
events.v1.Event action=s apiVersion=s deprecatedCount=i deprecatedFirstTimestamp=@meta.v1.Time deprecatedLastTimestamp=@meta.v1.Time deprecatedSource=@core.v1.EventSource eventTime=@meta.v1.MicroTime* kind=s metadata=@meta.v1.ObjectMeta note=s reason=s regarding=@core.v1.ObjectReference related=@core.v1.ObjectReference reportingController=s reportingInstance=s series=@events.v1.EventSeries type=s
events.v1.EventSeries count=i* lastObservedTime=@meta.v1.MicroTime*
meta.v1.APIResource categories=[]s group=s kind=s* name=s* namespaced=b* shortNames=[]s singularName=s* storageVersionHash=s verbs=[]s* version=s
meta.v1.Condition lastTransitionTime=@meta.v1.Time* message=s* observedGeneration=i reason=s* status=s* type=s*
meta.v1.DeleteOptions apiVersion=s dryRun=[]s gracePeriodSeconds=i ignoreStoreReadErrorWithClusterBreakingPotential=b kind=s orphanDependents=b preconditions=@meta.v1.Preconditions propagationPolicy=s
meta.v1.FieldSelectorRequirement key=s* operator=s* values=[]s
meta.v1.FieldsV1 =a
meta.v1.LabelSelector! matchExpressions=[]@meta.v1.LabelSelectorRequirement matchLabels={}s
meta.v1.LabelSelectorRequirement key=s* operator=s* values=[]s
meta.v1.ListMeta continue=s remainingItemCount=i resourceVersion=s selfLink=s shardInfo=@meta.v1.ShardInfo
meta.v1.ManagedFieldsEntry apiVersion=s fieldsType=s fieldsV1=@meta.v1.FieldsV1 manager=s operation=s subresource=s time=@meta.v1.Time
meta.v1.MicroTime =t
meta.v1.ObjectMeta annotations={}s creationTimestamp=@meta.v1.Time deletionGracePeriodSeconds=i deletionTimestamp=@meta.v1.Time finalizers=[*;*]s generateName=s generation=i labels={}s managedFields=[]@meta.v1.ManagedFieldsEntry name=s namespace=s ownerReferences=[uid;uid]@meta.v1.OwnerReference resourceVersion=s selfLink=s uid=s
meta.v1.OwnerReference! apiVersion=s* blockOwnerDeletion=b controller=b kind=s* name=s* uid=s*
meta.v1.Patch =a
meta.v1.Preconditions resourceVersion=s uid=s
meta.v1.ShardInfo selector=s*
meta.v1.Status apiVersion=s code=i details=@meta.v1.StatusDetails kind=s message=s metadata=@meta.v1.ListMeta reason=s status=s
meta.v1.StatusCause field=s message=s reason=s
meta.v1.StatusDetails causes=[]@meta.v1.StatusCause group=s kind=s name=s retryAfterSeconds=i uid=s
meta.v1.Time =t
meta.v1.WatchEvent object=@runtime.RawExtension* type=s*
networking.v1.HTTPIngressPath backend=@networking.v1.IngressBackend* path=s pathType=s(Exact|ImplementationSpecific|Prefix)*
networking.v1.HTTPIngressRuleValue paths=[]@networking.v1.HTTPIngressPath*
networking.v1.IPAddress apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@networking.v1.IPAddressSpec*
networking.v1.IPAddressSpec parentRef=@networking.v1.ParentReference*
networking.v1.IPBlock cidr=s* except=[]s
networking.v1.Ingress apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@networking.v1.IngressSpec status=@networking.v1.IngressStatus
networking.v1.IngressBackend resource=@core.v1.TypedLocalObjectReference service=@networking.v1.IngressServiceBackend
networking.v1.IngressClass apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@networking.v1.IngressClassSpec
networking.v1.IngressClassParametersReference apiGroup=s kind=s* name=s* namespace=s scope=s
networking.v1.IngressClassSpec controller=s parameters=@networking.v1.IngressClassParametersReference
networking.v1.IngressLoadBalancerIngress hostname=s ip=s ports=[]@networking.v1.IngressPortStatus
networking.v1.IngressLoadBalancerStatus ingress=[]@networking.v1.IngressLoadBalancerIngress
networking.v1.IngressPortStatus error=s port=i* protocol=s(SCTP|TCP|UDP)*
networking.v1.IngressRule host=s http=@networking.v1.HTTPIngressRuleValue
networking.v1.IngressServiceBackend name=s* port=@networking.v1.ServiceBackendPort
networking.v1.IngressSpec defaultBackend=@networking.v1.IngressBackend ingressClassName=s rules=[]@networking.v1.IngressRule tls=[]@networking.v1.IngressTLS
networking.v1.IngressStatus loadBalancer=@networking.v1.IngressLoadBalancerStatus
networking.v1.IngressTLS hosts=[]s secretName=s
networking.v1.NetworkPolicy apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@networking.v1.NetworkPolicySpec
networking.v1.NetworkPolicyEgressRule ports=[]@networking.v1.NetworkPolicyPort to=[]@networking.v1.NetworkPolicyPeer
networking.v1.NetworkPolicyIngressRule from=[]@networking.v1.NetworkPolicyPeer ports=[]@networking.v1.NetworkPolicyPort
networking.v1.NetworkPolicyPeer ipBlock=@networking.v1.IPBlock namespaceSelector=@meta.v1.LabelSelector podSelector=@meta.v1.LabelSelector
networking.v1.NetworkPolicyPort endPort=i port=@util.intstr.IntOrString protocol=s(SCTP|TCP|UDP)
networking.v1.NetworkPolicySpec egress=[]@networking.v1.NetworkPolicyEgressRule ingress=[]@networking.v1.NetworkPolicyIngressRule podSelector=@meta.v1.LabelSelector policyTypes=[]s(Egress|Ingress)
networking.v1.ParentReference group=s name=s* namespace=s resource=s*
networking.v1.ServiceBackendPort! name=s number=i
networking.v1.ServiceCIDR apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@networking.v1.ServiceCIDRSpec status=@networking.v1.ServiceCIDRStatus
networking.v1.ServiceCIDRSpec cidrs=[]s
`
