// The operations of Systems Manager that Slipway may call; see ecs.ts.

export {
  DescribeParametersCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
