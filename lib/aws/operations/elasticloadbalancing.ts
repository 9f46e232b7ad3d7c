// The operations of Elastic Load Balancing that Slipway may call; see ecs.ts.

export {
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client as Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
