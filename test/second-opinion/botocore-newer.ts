// Members that the JavaScript SDK knows and this botocore does not yet: AWS added them in the meantime. No answer is blamed for them.
// A test compares the two models, so that the list is neither too long nor too short.

/** `Structure.member` */
export const NEWER_MEMBERS: ReadonlySet<string> = new Set([
  'AssumeRoleRequest.MinimumSessionTokenSize',
  'AssumeRoleResponse.SessionTokenSize',
  'AssumeRoleResponse.SessionTokenUtilization',
  'AssumeRoleWithWebIdentityRequest.MinimumSessionTokenSize',
  'AssumeRoleWithWebIdentityResponse.SessionTokenSize',
  'AssumeRoleWithWebIdentityResponse.SessionTokenUtilization',
  'Container.gpuSharingStrategy',
  'ContainerInstance.gpuDevices',
  'CreateServiceRequest.gatewayConnectors',
  'DeploymentConfiguration.earlySuccessCriteria',
  'ECSManagedResources.gatewayConnections',
  'LogAlarm.WarmUpConfiguration',
  'LogGroup.retentionPolicyName',
  'MetricAlarm.WarmUpConfiguration',
  'PutMetricAlarmInput.WarmUpConfiguration',
  'ResolvedConfiguration.vpcLatticeConfigurations',
  'ResourceRequirement.sharingStrategy',
  'ServiceConnectConfiguration.containerConfigurations',
  'ServiceRevision.gatewayConnectors',
  'UpdateServiceRequest.gatewayConnectors',
  'VpcLatticeConfiguration.advancedConfiguration',
]);

/** `member value`: the documentation of the member has it, in both models, and the enum of neither has it (botocore 1.43.11, client-ecs 3.1162.0). */
export const ONLY_DOCUMENTED_VALUES: ReadonlySet<string> = new Set(['lifecycleStage PRE_PRODUCTION_TRAFFIC_SHIFT']);

/** No longer required, since there is another way to say it: a GPU can be shared. */
export const NO_LONGER_REQUIRED: ReadonlySet<string> = new Set(['ResourceRequirement.value']);
