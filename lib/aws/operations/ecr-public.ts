// The operations of ECR Public that Slipway may call; see ecs.ts.

export {
  ECRPUBLICClient,
  GetAuthorizationTokenCommand,
} from '@aws-sdk/client-ecr-public';
