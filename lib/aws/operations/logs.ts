// The operations of CloudWatch Logs that Slipway may call; see ecs.ts.

export {
  CloudWatchLogsClient as Client,
  DescribeLogGroupsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
