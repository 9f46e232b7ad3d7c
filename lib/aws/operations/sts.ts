// The operations of STS that Slipway may call; see ecs.ts.

export {
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
