// The operations of Systems Manager that Slipway may call; see ecs.ts.

export {
  DescribeParametersCommand,
  SSMClient as Client,
} from '@aws-sdk/client-ssm';
