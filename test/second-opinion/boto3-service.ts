// What a service of the tests with boto3 is made of.

import { LOG_GROUP, REPOSITORY } from '../support/a-service.ts';
import type { Boto3 } from './boto3.ts';

export const parameterArn = 'arn:aws:ssm:eu-west-1:123456789012:parameter/token';

export const network = {
  awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
};

/** The parameters of RegisterTaskDefinition, with most of what a container can have. */
export function taskDefinition(family: string, tag: string): object {
  return {
    family,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: [
      {
        name: 'app',
        image: `127.0.0.1:4566/${REPOSITORY}:${tag}`,
        portMappings: [{ containerPort: 8080 }],
        healthCheck: { command: ['CMD', 'true'] },
        secrets: [{ name: 'TOKEN', valueFrom: parameterArn }],
        environment: [{ name: 'LOG_LEVEL', value: 'info' }],
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-group': LOG_GROUP, 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' },
        },
      },
    ],
    tags: [{ key: 'team', value: 'shop' }],
  };
}

/** The ARN of a target group to which a listener of a new load balancer forwards. */
export async function aTargetGroupBehindALoadBalancer(boto3: Boto3): Promise<string> {
  const { LoadBalancers } = (await boto3.call('elbv2', 'create_load_balancer', {
    Name: 'web',
    Subnets: ['subnet-1', 'subnet-2'],
  })) as { LoadBalancers: { LoadBalancerArn: string }[] };
  const { TargetGroups } = (await boto3.call('elbv2', 'create_target_group', {
    Name: 'web',
    Protocol: 'HTTP',
    Port: 8080,
    VpcId: 'vpc-1',
    TargetType: 'ip',
  })) as { TargetGroups: { TargetGroupArn: string }[] };
  const targetGroupArn = TargetGroups[0]?.TargetGroupArn ?? '';
  await boto3.call('elbv2', 'create_listener', {
    LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
  });
  return targetGroupArn;
}
