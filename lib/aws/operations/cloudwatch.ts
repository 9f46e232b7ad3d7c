// The operations of CloudWatch that Slipway may call; see ecs.ts.

export {
  CloudWatchClient as Client,
  DescribeAlarmsCommand,
} from '@aws-sdk/client-cloudwatch';
