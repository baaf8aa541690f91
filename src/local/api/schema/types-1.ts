/** Fields of the built-in types, part 1; the notation is read by field-types.ts, written by scripts/local-api-facts.ts. */
export const types1 = `
api.resource.Quantity =q
apiextensions.v1.CustomResourceColumnDefinition description=s format=s jsonPath=s* name=s* priority=i type=s*
apiextensions.v1.CustomResourceConversion strategy=s* webhook=@apiextensions.v1.WebhookConversion
apiextensions.v1.CustomResourceDefinition apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@apiextensions.v1.CustomResourceDefinitionSpec* status=@apiextensions.v1.CustomResourceDefinitionStatus
apiextensions.v1.CustomResourceDefinitionCondition lastTransitionTime=@meta.v1.Time message=s observedGeneration=i reason=s status=s* type=s*
apiextensions.v1.CustomResourceDefinitionNames categories=[]s kind=s* listKind=s plural=s* shortNames=[]s singular=s
apiextensions.v1.CustomResourceDefinitionSpec conversion=@apiextensions.v1.CustomResourceConversion group=s* names=@apiextensions.v1.CustomResourceDefinitionNames* preserveUnknownFields=b scope=s* versions=[]@apiextensions.v1.CustomResourceDefinitionVersion*
apiextensions.v1.CustomResourceDefinitionStatus acceptedNames=@apiextensions.v1.CustomResourceDefinitionNames conditions=[type]@apiextensions.v1.CustomResourceDefinitionCondition observedGeneration=i storedVersions=[]s
apiextensions.v1.CustomResourceDefinitionVersion additionalPrinterColumns=[]@apiextensions.v1.CustomResourceColumnDefinition deprecated=b deprecationWarning=s name=s* schema=@apiextensions.v1.CustomResourceValidation selectableFields=[]@apiextensions.v1.SelectableField served=b* storage=b* subresources=@apiextensions.v1.CustomResourceSubresources
apiextensions.v1.CustomResourceSubresourceScale labelSelectorPath=s specReplicasPath=s* statusReplicasPath=s*
apiextensions.v1.CustomResourceSubresourceStatus =a
apiextensions.v1.CustomResourceSubresources scale=@apiextensions.v1.CustomResourceSubresourceScale status=@apiextensions.v1.CustomResourceSubresourceStatus
apiextensions.v1.CustomResourceValidation openAPIV3Schema=@apiextensions.v1.JSONSchemaProps
apiextensions.v1.ExternalDocumentation description=s url=s
apiextensions.v1.JSON =a
apiextensions.v1.JSONSchemaProps $ref=s $schema=s additionalItems=@apiextensions.v1.JSONSchemaPropsOrBool additionalProperties=@apiextensions.v1.JSONSchemaPropsOrBool allOf=[]@apiextensions.v1.JSONSchemaProps anyOf=[]@apiextensions.v1.JSONSchemaProps default=@apiextensions.v1.JSON definitions={}@apiextensions.v1.JSONSchemaProps dependencies={}@apiextensions.v1.JSONSchemaPropsOrStringArray description=s enum=[]@apiextensions.v1.JSON example=@apiextensions.v1.JSON exclusiveMaximum=b exclusiveMinimum=b externalDocs=@apiextensions.v1.ExternalDocumentation format=s id=s items=@apiextensions.v1.JSONSchemaPropsOrArray maxItems=i maxLength=i maxProperties=i maximum=n minItems=i minLength=i minProperties=i minimum=n multipleOf=n not=@apiextensions.v1.JSONSchemaProps nullable=b oneOf=[]@apiextensions.v1.JSONSchemaProps pattern=s patternProperties={}@apiextensions.v1.JSONSchemaProps properties={}@apiextensions.v1.JSONSchemaProps required=[]s title=s type=s uniqueItems=b x-kubernetes-embedded-resource=b x-kubernetes-int-or-string=b x-kubernetes-list-map-keys=[]s x-kubernetes-list-type=s x-kubernetes-map-type=s x-kubernetes-preserve-unknown-fields=b x-kubernetes-validations=[rule;rule]@apiextensions.v1.ValidationRule
apiextensions.v1.JSONSchemaPropsOrArray =a
apiextensions.v1.JSONSchemaPropsOrBool =a
apiextensions.v1.JSONSchemaPropsOrStringArray =a
apiextensions.v1.SelectableField jsonPath=s*
apiextensions.v1.ServiceReference name=s* namespace=s* path=s port=i
apiextensions.v1.ValidationRule fieldPath=s message=s messageExpression=s optionalOldSelf=b reason=s(FieldValueDuplicate|FieldValueForbidden|FieldValueInvalid|FieldValueRequired) rule=s*
apiextensions.v1.WebhookClientConfig caBundle=y service=@apiextensions.v1.ServiceReference url=s
apiextensions.v1.WebhookConversion clientConfig=@apiextensions.v1.WebhookClientConfig conversionReviewVersions=[]s*
apps.v1.ControllerRevision apiVersion=s data=@runtime.RawExtension kind=s metadata=@meta.v1.ObjectMeta revision=i*
apps.v1.DaemonSet apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@apps.v1.DaemonSetSpec status=@apps.v1.DaemonSetStatus
apps.v1.DaemonSetCondition lastTransitionTime=@meta.v1.Time message=s reason=s status=s* type=s*
apps.v1.DaemonSetSpec minReadySeconds=i revisionHistoryLimit=i selector=@meta.v1.LabelSelector* template=@core.v1.PodTemplateSpec* updateStrategy=@apps.v1.DaemonSetUpdateStrategy
apps.v1.DaemonSetStatus collisionCount=i conditions=[type;type]@apps.v1.DaemonSetCondition currentNumberScheduled=i* desiredNumberScheduled=i* numberAvailable=i numberMisscheduled=i* numberReady=i* numberUnavailable=i observedGeneration=i updatedNumberScheduled=i
apps.v1.DaemonSetUpdateStrategy rollingUpdate=@apps.v1.RollingUpdateDaemonSet type=s(OnDelete|RollingUpdate)
apps.v1.Deployment apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@apps.v1.DeploymentSpec status=@apps.v1.DeploymentStatus
apps.v1.DeploymentCondition lastTransitionTime=@meta.v1.Time lastUpdateTime=@meta.v1.Time message=s reason=s status=s* type=s*
apps.v1.DeploymentSpec minReadySeconds=i paused=b progressDeadlineSeconds=i replicas=i revisionHistoryLimit=i selector=@meta.v1.LabelSelector* strategy=@apps.v1.DeploymentStrategy! template=@core.v1.PodTemplateSpec*
apps.v1.DeploymentStatus availableReplicas=i collisionCount=i conditions=[type;type]@apps.v1.DeploymentCondition observedGeneration=i readyReplicas=i replicas=i terminatingReplicas=i unavailableReplicas=i updatedReplicas=i
apps.v1.DeploymentStrategy rollingUpdate=@apps.v1.RollingUpdateDeployment type=s(Recreate|RollingUpdate)
apps.v1.ReplicaSet apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@apps.v1.ReplicaSetSpec status=@apps.v1.ReplicaSetStatus
apps.v1.ReplicaSetCondition lastTransitionTime=@meta.v1.Time message=s reason=s status=s* type=s*
apps.v1.ReplicaSetSpec minReadySeconds=i replicas=i selector=@meta.v1.LabelSelector* template=@core.v1.PodTemplateSpec
apps.v1.ReplicaSetStatus availableReplicas=i conditions=[type;type]@apps.v1.ReplicaSetCondition fullyLabeledReplicas=i observedGeneration=i readyReplicas=i replicas=i* terminatingReplicas=i
apps.v1.RollingUpdateDaemonSet maxSurge=@util.intstr.IntOrString maxUnavailable=@util.intstr.IntOrString
apps.v1.RollingUpdateDeployment maxSurge=@util.intstr.IntOrString maxUnavailable=@util.intstr.IntOrString
apps.v1.RollingUpdateStatefulSetStrategy maxUnavailable=@util.intstr.IntOrString partition=i
apps.v1.StatefulSet apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@apps.v1.StatefulSetSpec status=@apps.v1.StatefulSetStatus
apps.v1.StatefulSetCondition lastTransitionTime=@meta.v1.Time message=s reason=s status=s* type=s*
apps.v1.StatefulSetOrdinals start=i
apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted=s whenScaled=s
apps.v1.StatefulSetSpec minReadySeconds=i ordinals=@apps.v1.StatefulSetOrdinals persistentVolumeClaimRetentionPolicy=@apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy=s(OrderedReady|Parallel) replicas=i revisionHistoryLimit=i selector=@meta.v1.LabelSelector* serviceName=s template=@core.v1.PodTemplateSpec* updateStrategy=@apps.v1.StatefulSetUpdateStrategy volumeClaimTemplates=[]@core.v1.PersistentVolumeClaim
apps.v1.StatefulSetStatus availableReplicas=i collisionCount=i conditions=[type;type]@apps.v1.StatefulSetCondition currentReplicas=i currentRevision=s observedGeneration=i readyReplicas=i replicas=i* updateRevision=s updatedReplicas=i
apps.v1.StatefulSetUpdateStrategy rollingUpdate=@apps.v1.RollingUpdateStatefulSetStrategy type=s(OnDelete|RollingUpdate)
authentication.v1.BoundObjectReference apiVersion=s kind=s name=s uid=s
authentication.v1.SelfSubjectReview apiVersion=s kind=s metadata=@meta.v1.ObjectMeta status=@authentication.v1.SelfSubjectReviewStatus
authentication.v1.SelfSubjectReviewStatus userInfo=@authentication.v1.UserInfo
authentication.v1.TokenRequest apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@authentication.v1.TokenRequestSpec status=@authentication.v1.TokenRequestStatus
authentication.v1.TokenRequestSpec audiences=[]s boundObjectRef=@authentication.v1.BoundObjectReference expirationSeconds=i
authentication.v1.TokenRequestStatus expirationTimestamp=@meta.v1.Time token=s
authentication.v1.TokenReview apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@authentication.v1.TokenReviewSpec* status=@authentication.v1.TokenReviewStatus
authentication.v1.TokenReviewSpec audiences=[]s token=s*
authentication.v1.TokenReviewStatus audiences=[]s authenticated=b error=s user=@authentication.v1.UserInfo
authentication.v1.UserInfo extra={}[]s groups=[]s uid=s username=s
authorization.v1.FieldSelectorAttributes rawSelector=s requirements=[]@meta.v1.FieldSelectorRequirement
authorization.v1.LabelSelectorAttributes rawSelector=s requirements=[]@meta.v1.LabelSelectorRequirement
authorization.v1.LocalSubjectAccessReview apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@authorization.v1.SubjectAccessReviewSpec* status=@authorization.v1.SubjectAccessReviewStatus
authorization.v1.NonResourceAttributes path=s verb=s
authorization.v1.NonResourceRule nonResourceURLs=[]s verbs=[]s*
authorization.v1.ResourceAttributes fieldSelector=@authorization.v1.FieldSelectorAttributes group=s labelSelector=@authorization.v1.LabelSelectorAttributes name=s namespace=s resource=s subresource=s verb=s version=s
authorization.v1.ResourceRule apiGroups=[]s resourceNames=[]s resources=[]s verbs=[]s*
authorization.v1.SelfSubjectAccessReview apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@authorization.v1.SelfSubjectAccessReviewSpec* status=@authorization.v1.SubjectAccessReviewStatus
authorization.v1.SelfSubjectAccessReviewSpec nonResourceAttributes=@authorization.v1.NonResourceAttributes resourceAttributes=@authorization.v1.ResourceAttributes
authorization.v1.SelfSubjectRulesReview apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@authorization.v1.SelfSubjectRulesReviewSpec* status=@authorization.v1.SubjectRulesReviewStatus
authorization.v1.SelfSubjectRulesReviewSpec namespace=s
authorization.v1.SubjectAccessReview apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@authorization.v1.SubjectAccessReviewSpec* status=@authorization.v1.SubjectAccessReviewStatus
authorization.v1.SubjectAccessReviewSpec extra={}[]s groups=[]s nonResourceAttributes=@authorization.v1.NonResourceAttributes resourceAttributes=@authorization.v1.ResourceAttributes uid=s user=s
authorization.v1.SubjectAccessReviewStatus allowed=b* denied=b evaluationError=s reason=s
authorization.v1.SubjectRulesReviewStatus evaluationError=s incomplete=b* nonResourceRules=[]@authorization.v1.NonResourceRule* resourceRules=[]@authorization.v1.ResourceRule*
autoscaling.v1.Scale apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@autoscaling.v1.ScaleSpec status=@autoscaling.v1.ScaleStatus
autoscaling.v1.ScaleSpec replicas=i
autoscaling.v1.ScaleStatus replicas=i* selector=s
autoscaling.v2.ContainerResourceMetricSource container=s* name=s* target=@autoscaling.v2.MetricTarget*
autoscaling.v2.ContainerResourceMetricStatus container=s* current=@autoscaling.v2.MetricValueStatus* name=s*
autoscaling.v2.CrossVersionObjectReference apiVersion=s kind=s* name=s*
autoscaling.v2.ExternalMetricSource metric=@autoscaling.v2.MetricIdentifier* target=@autoscaling.v2.MetricTarget*
autoscaling.v2.ExternalMetricStatus current=@autoscaling.v2.MetricValueStatus* metric=@autoscaling.v2.MetricIdentifier*
autoscaling.v2.HPAScalingPolicy periodSeconds=i* type=s* value=i*
autoscaling.v2.HPAScalingRules policies=[]@autoscaling.v2.HPAScalingPolicy selectPolicy=s stabilizationWindowSeconds=i tolerance=@api.resource.Quantity
autoscaling.v2.HorizontalPodAutoscaler apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@autoscaling.v2.HorizontalPodAutoscalerSpec* status=@autoscaling.v2.HorizontalPodAutoscalerStatus
autoscaling.v2.HorizontalPodAutoscalerBehavior scaleDown=@autoscaling.v2.HPAScalingRules scaleUp=@autoscaling.v2.HPAScalingRules
autoscaling.v2.HorizontalPodAutoscalerCondition lastTransitionTime=@meta.v1.Time message=s reason=s status=s* type=s*
autoscaling.v2.HorizontalPodAutoscalerSpec behavior=@autoscaling.v2.HorizontalPodAutoscalerBehavior maxReplicas=i* metrics=[]@autoscaling.v2.MetricSpec minReplicas=i scaleTargetRef=@autoscaling.v2.CrossVersionObjectReference*
autoscaling.v2.HorizontalPodAutoscalerStatus conditions=[type;type]@autoscaling.v2.HorizontalPodAutoscalerCondition currentMetrics=[]@autoscaling.v2.MetricStatus currentReplicas=i desiredReplicas=i* lastScaleTime=@meta.v1.Time observedGeneration=i
autoscaling.v2.MetricIdentifier name=s* selector=@meta.v1.LabelSelector
autoscaling.v2.MetricSpec containerResource=@autoscaling.v2.ContainerResourceMetricSource external=@autoscaling.v2.ExternalMetricSource object=@autoscaling.v2.ObjectMetricSource pods=@autoscaling.v2.PodsMetricSource resource=@autoscaling.v2.ResourceMetricSource type=s*
autoscaling.v2.MetricStatus containerResource=@autoscaling.v2.ContainerResourceMetricStatus external=@autoscaling.v2.ExternalMetricStatus object=@autoscaling.v2.ObjectMetricStatus pods=@autoscaling.v2.PodsMetricStatus resource=@autoscaling.v2.ResourceMetricStatus type=s*
autoscaling.v2.MetricTarget averageUtilization=i averageValue=@api.resource.Quantity type=s* value=@api.resource.Quantity
autoscaling.v2.MetricValueStatus averageUtilization=i averageValue=@api.resource.Quantity value=@api.resource.Quantity
autoscaling.v2.ObjectMetricSource describedObject=@autoscaling.v2.CrossVersionObjectReference* metric=@autoscaling.v2.MetricIdentifier* target=@autoscaling.v2.MetricTarget*
autoscaling.v2.ObjectMetricStatus current=@autoscaling.v2.MetricValueStatus* describedObject=@autoscaling.v2.CrossVersionObjectReference* metric=@autoscaling.v2.MetricIdentifier*
autoscaling.v2.PodsMetricSource metric=@autoscaling.v2.MetricIdentifier* target=@autoscaling.v2.MetricTarget*
autoscaling.v2.PodsMetricStatus current=@autoscaling.v2.MetricValueStatus* metric=@autoscaling.v2.MetricIdentifier*
autoscaling.v2.ResourceMetricSource name=s* target=@autoscaling.v2.MetricTarget*
autoscaling.v2.ResourceMetricStatus current=@autoscaling.v2.MetricValueStatus* name=s*
batch.v1.CronJob apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@batch.v1.CronJobSpec* status=@batch.v1.CronJobStatus
batch.v1.CronJobSpec concurrencyPolicy=s(Allow|Forbid|Replace) failedJobsHistoryLimit=i jobTemplate=@batch.v1.JobTemplateSpec* schedule=s* startingDeadlineSeconds=i successfulJobsHistoryLimit=i suspend=b timeZone=s
batch.v1.CronJobStatus active=[]@core.v1.ObjectReference lastScheduleTime=@meta.v1.Time lastSuccessfulTime=@meta.v1.Time
batch.v1.Job apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@batch.v1.JobSpec status=@batch.v1.JobStatus
batch.v1.JobCondition lastProbeTime=@meta.v1.Time lastTransitionTime=@meta.v1.Time message=s reason=s status=s* type=s*
batch.v1.JobSpec activeDeadlineSeconds=i backoffLimit=i backoffLimitPerIndex=i completionMode=s(Indexed|NonIndexed) completions=i managedBy=s manualSelector=b maxFailedIndexes=i parallelism=i podFailurePolicy=@batch.v1.PodFailurePolicy podReplacementPolicy=s(Failed|TerminatingOrFailed) selector=@meta.v1.LabelSelector successPolicy=@batch.v1.SuccessPolicy suspend=b template=@core.v1.PodTemplateSpec* ttlSecondsAfterFinished=i
batch.v1.JobStatus active=i completedIndexes=s completionTime=@meta.v1.Time conditions=[;type]@batch.v1.JobCondition failed=i failedIndexes=s ready=i startTime=@meta.v1.Time succeeded=i terminating=i uncountedTerminatedPods=@batch.v1.UncountedTerminatedPods
batch.v1.JobTemplateSpec metadata=@meta.v1.ObjectMeta spec=@batch.v1.JobSpec
batch.v1.PodFailurePolicy rules=[]@batch.v1.PodFailurePolicyRule*
batch.v1.PodFailurePolicyOnExitCodesRequirement containerName=s operator=s(In|NotIn)* values=[*]i*
batch.v1.PodFailurePolicyOnPodConditionsPattern status=s type=s*
batch.v1.PodFailurePolicyRule action=s(Count|FailIndex|FailJob|Ignore)* onExitCodes=@batch.v1.PodFailurePolicyOnExitCodesRequirement onPodConditions=[]@batch.v1.PodFailurePolicyOnPodConditionsPattern
batch.v1.SuccessPolicy rules=[]@batch.v1.SuccessPolicyRule*
batch.v1.SuccessPolicyRule succeededCount=i succeededIndexes=s
batch.v1.UncountedTerminatedPods failed=[*]s succeeded=[*]s
coordination.v1.Lease apiVersion=s kind=s metadata=@meta.v1.ObjectMeta spec=@coordination.v1.LeaseSpec
coordination.v1.LeaseSpec acquireTime=@meta.v1.MicroTime holderIdentity=s leaseDurationSeconds=i leaseTransitions=i preferredHolder=s renewTime=@meta.v1.MicroTime strategy=s
core.v1.AWSElasticBlockStoreVolumeSource fsType=s partition=i readOnly=b volumeID=s*
core.v1.Affinity nodeAffinity=@core.v1.NodeAffinity podAffinity=@core.v1.PodAffinity podAntiAffinity=@core.v1.PodAntiAffinity
core.v1.AppArmorProfile localhostProfile=s type=s(Localhost|RuntimeDefault|Unconfined)*
core.v1.AttachedVolume devicePath=s* name=s*
core.v1.AzureDiskVolumeSource cachingMode=s(None|ReadOnly|ReadWrite) diskName=s* diskURI=s* fsType=s kind=s(Dedicated|Managed|Shared) readOnly=b
core.v1.AzureFilePersistentVolumeSource readOnly=b secretName=s* secretNamespace=s shareName=s*
core.v1.AzureFileVolumeSource readOnly=b secretName=s* shareName=s*
core.v1.Binding apiVersion=s kind=s metadata=@meta.v1.ObjectMeta target=@core.v1.ObjectReference*
core.v1.CSIPersistentVolumeSource controllerExpandSecretRef=@core.v1.SecretReference controllerPublishSecretRef=@core.v1.SecretReference driver=s* fsType=s nodeExpandSecretRef=@core.v1.SecretReference nodePublishSecretRef=@core.v1.SecretReference nodeStageSecretRef=@core.v1.SecretReference readOnly=b volumeAttributes={}s volumeHandle=s*
core.v1.CSIVolumeSource driver=s* fsType=s nodePublishSecretRef=@core.v1.LocalObjectReference readOnly=b volumeAttributes={}s
core.v1.Capabilities add=[]s drop=[]s
core.v1.CephFSPersistentVolumeSource monitors=[]s* path=s readOnly=b secretFile=s secretRef=@core.v1.SecretReference user=s
core.v1.CephFSVolumeSource monitors=[]s* path=s readOnly=b secretFile=s secretRef=@core.v1.LocalObjectReference user=s
core.v1.CinderPersistentVolumeSource fsType=s readOnly=b secretRef=@core.v1.SecretReference volumeID=s*
core.v1.CinderVolumeSource fsType=s readOnly=b secretRef=@core.v1.LocalObjectReference volumeID=s*
core.v1.ClientIPConfig timeoutSeconds=i
core.v1.ClusterTrustBundleProjection labelSelector=@meta.v1.LabelSelector name=s optional=b path=s* signerName=s
core.v1.ComponentCondition error=s message=s status=s* type=s*
core.v1.ComponentStatus apiVersion=s conditions=[type;type]@core.v1.ComponentCondition kind=s metadata=@meta.v1.ObjectMeta
core.v1.ConfigMap apiVersion=s binaryData={}y data={}s immutable=b kind=s metadata=@meta.v1.ObjectMeta
core.v1.ConfigMapEnvSource name=s optional=b
core.v1.ConfigMapKeySelector! key=s* name=s optional=b
core.v1.ConfigMapNodeConfigSource kubeletConfigKey=s* name=s* namespace=s* resourceVersion=s uid=s
core.v1.ConfigMapProjection items=[]@core.v1.KeyToPath name=s optional=b
core.v1.ConfigMapVolumeSource defaultMode=i items=[]@core.v1.KeyToPath name=s optional=b
core.v1.Container args=[]s command=[]s env=[name;name]@core.v1.EnvVar envFrom=[]@core.v1.EnvFromSource image=s imagePullPolicy=s(Always|IfNotPresent|Never) lifecycle=@core.v1.Lifecycle livenessProbe=@core.v1.Probe name=s* ports=[containerPort,protocol;containerPort]@core.v1.ContainerPort readinessProbe=@core.v1.Probe resizePolicy=[]@core.v1.ContainerResizePolicy resources=@core.v1.ResourceRequirements restartPolicy=s restartPolicyRules=[]@core.v1.ContainerRestartRule securityContext=@core.v1.SecurityContext startupProbe=@core.v1.Probe stdin=b stdinOnce=b terminationMessagePath=s terminationMessagePolicy=s(FallbackToLogsOnError|File) tty=b volumeDevices=[devicePath;devicePath]@core.v1.VolumeDevice volumeMounts=[mountPath;mountPath]@core.v1.VolumeMount workingDir=s
core.v1.ContainerExtendedResourceRequest containerName=s* requestName=s* resourceName=s*
core.v1.ContainerImage names=[]s sizeBytes=i
core.v1.ContainerPort containerPort=i* hostIP=s hostPort=i name=s protocol=s(SCTP|TCP|UDP)
core.v1.ContainerResizePolicy resourceName=s* restartPolicy=s*
core.v1.ContainerRestartRule action=s* exitCodes=@core.v1.ContainerRestartRuleOnExitCodes
core.v1.ContainerRestartRuleOnExitCodes operator=s* values=[*]i
core.v1.ContainerState running=@core.v1.ContainerStateRunning terminated=@core.v1.ContainerStateTerminated waiting=@core.v1.ContainerStateWaiting
core.v1.ContainerStateRunning startedAt=@meta.v1.Time
core.v1.ContainerStateTerminated containerID=s exitCode=i* finishedAt=@meta.v1.Time message=s reason=s signal=i startedAt=@meta.v1.Time
core.v1.ContainerStateWaiting message=s reason=s
core.v1.ContainerStatus allocatedResources={}@api.resource.Quantity allocatedResourcesStatus=[name;name]@core.v1.ResourceStatus containerID=s image=s* imageID=s* lastState=@core.v1.ContainerState name=s* ready=b* resources=@core.v1.ResourceRequirements restartCount=i* started=b state=@core.v1.ContainerState stopSignal=s(SIGABRT|SIGALRM|SIGBUS|SIGCHLD|SIGCLD|SIGCONT|SIGFPE|SIGHUP|SIGILL|SIGINT|SIGIO|SIGIOT|SIGKILL|SIGPIPE|SIGPOLL|SIGPROF|SIGPWR|SIGQUIT|SIGRTMAX|SIGRTMAX-1|SIGRTMAX-10|SIGRTMAX-11|SIGRTMAX-12|SIGRTMAX-13|SIGRTMAX-14|SIGRTMAX-2|SIGRTMAX-3|SIGRTMAX-4|SIGRTMAX-5|SIGRTMAX-6|SIGRTMAX-7|SIGRTMAX-8|SIGRTMAX-9|SIGRTMIN|SIGRTMIN+1|SIGRTMIN+10|SIGRTMIN+11|SIGRTMIN+12|SIGRTMIN+13|SIGRTMIN+14|SIGRTMIN+15|SIGRTMIN+2|SIGRTMIN+3|SIGRTMIN+4|SIGRTMIN+5|SIGRTMIN+6|SIGRTMIN+7|SIGRTMIN+8|SIGRTMIN+9|SIGSEGV|SIGSTKFLT|SIGSTOP|SIGSYS|SIGTERM|SIGTRAP|SIGTSTP|SIGTTIN|SIGTTOU|SIGURG|SIGUSR1|SIGUSR2|SIGVTALRM|SIGWINCH|SIGXCPU|SIGXFSZ) user=@core.v1.ContainerUser volumeMounts=[mountPath;mountPath]@core.v1.VolumeMountStatus
core.v1.ContainerUser linux=@core.v1.LinuxContainerUser
core.v1.DaemonEndpoint Port=i*
core.v1.DownwardAPIProjection items=[]@core.v1.DownwardAPIVolumeFile
core.v1.DownwardAPIVolumeFile fieldRef=@core.v1.ObjectFieldSelector mode=i path=s* resourceFieldRef=@core.v1.ResourceFieldSelector
core.v1.DownwardAPIVolumeSource defaultMode=i items=[]@core.v1.DownwardAPIVolumeFile
core.v1.EmptyDirVolumeSource medium=s sizeLimit=@api.resource.Quantity
core.v1.EndpointAddress! hostname=s ip=s* nodeName=s targetRef=@core.v1.ObjectReference
core.v1.EndpointPort! appProtocol=s name=s port=i* protocol=s(SCTP|TCP|UDP)
core.v1.EndpointSubset addresses=[]@core.v1.EndpointAddress notReadyAddresses=[]@core.v1.EndpointAddress ports=[]@core.v1.EndpointPort
core.v1.Endpoints apiVersion=s kind=s metadata=@meta.v1.ObjectMeta subsets=[]@core.v1.EndpointSubset
core.v1.EnvFromSource configMapRef=@core.v1.ConfigMapEnvSource prefix=s secretRef=@core.v1.SecretEnvSource
core.v1.EnvVar name=s* value=s valueFrom=@core.v1.EnvVarSource
core.v1.EnvVarSource configMapKeyRef=@core.v1.ConfigMapKeySelector fieldRef=@core.v1.ObjectFieldSelector fileKeyRef=@core.v1.FileKeySelector resourceFieldRef=@core.v1.ResourceFieldSelector secretKeyRef=@core.v1.SecretKeySelector
core.v1.EphemeralContainer args=[]s command=[]s env=[name;name]@core.v1.EnvVar envFrom=[]@core.v1.EnvFromSource image=s imagePullPolicy=s(Always|IfNotPresent|Never) lifecycle=@core.v1.Lifecycle livenessProbe=@core.v1.Probe name=s* ports=[containerPort,protocol;containerPort]@core.v1.ContainerPort readinessProbe=@core.v1.Probe resizePolicy=[]@core.v1.ContainerResizePolicy resources=@core.v1.ResourceRequirements restartPolicy=s restartPolicyRules=[]@core.v1.ContainerRestartRule securityContext=@core.v1.SecurityContext startupProbe=@core.v1.Probe stdin=b stdinOnce=b targetContainerName=s terminationMessagePath=s terminationMessagePolicy=s(FallbackToLogsOnError|File) tty=b volumeDevices=[devicePath;devicePath]@core.v1.VolumeDevice volumeMounts=[mountPath;mountPath]@core.v1.VolumeMount workingDir=s
core.v1.EphemeralVolumeSource volumeClaimTemplate=@core.v1.PersistentVolumeClaimTemplate
core.v1.Event action=s apiVersion=s count=i eventTime=@meta.v1.MicroTime firstTimestamp=@meta.v1.Time involvedObject=@core.v1.ObjectReference* kind=s lastTimestamp=@meta.v1.Time message=s metadata=@meta.v1.ObjectMeta* reason=s related=@core.v1.ObjectReference reportingComponent=s reportingInstance=s series=@core.v1.EventSeries source=@core.v1.EventSource type=s
core.v1.EventSeries count=i lastObservedTime=@meta.v1.MicroTime
core.v1.EventSource component=s host=s
core.v1.ExecAction command=[]s
core.v1.FCVolumeSource fsType=s lun=i readOnly=b targetWWNs=[]s wwids=[]s
core.v1.FileKeySelector! key=s* optional=b path=s* volumeName=s*
core.v1.FlexPersistentVolumeSource driver=s* fsType=s options={}s readOnly=b secretRef=@core.v1.SecretReference
core.v1.FlexVolumeSource driver=s* fsType=s options={}s readOnly=b secretRef=@core.v1.LocalObjectReference
core.v1.FlockerVolumeSource datasetName=s datasetUUID=s
core.v1.GCEPersistentDiskVolumeSource fsType=s partition=i pdName=s* readOnly=b
core.v1.GRPCAction port=i* service=s
core.v1.GitRepoVolumeSource directory=s repository=s* revision=s
core.v1.GlusterfsPersistentVolumeSource endpoints=s* endpointsNamespace=s path=s* readOnly=b
core.v1.GlusterfsVolumeSource endpoints=s* path=s* readOnly=b
core.v1.HTTPGetAction host=s httpHeaders=[]@core.v1.HTTPHeader path=s port=@util.intstr.IntOrString* scheme=s(HTTP|HTTPS)
core.v1.HTTPHeader name=s* value=s*
core.v1.HostAlias hostnames=[]s ip=s*
core.v1.HostIP ip=s*
core.v1.HostPathVolumeSource path=s* type=s(|BlockDevice|CharDevice|Directory|DirectoryOrCreate|File|FileOrCreate|Socket)
core.v1.ISCSIPersistentVolumeSource chapAuthDiscovery=b chapAuthSession=b fsType=s initiatorName=s iqn=s* iscsiInterface=s lun=i* portals=[]s readOnly=b secretRef=@core.v1.SecretReference targetPortal=s*
core.v1.ISCSIVolumeSource chapAuthDiscovery=b chapAuthSession=b fsType=s initiatorName=s iqn=s* iscsiInterface=s lun=i* portals=[]s readOnly=b secretRef=@core.v1.LocalObjectReference targetPortal=s*
`
