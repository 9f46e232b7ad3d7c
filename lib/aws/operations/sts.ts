// The operations of STS that Slipway may call; see ecs.ts.

export {
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient as Client,
} from '@aws-sdk/client-sts';
