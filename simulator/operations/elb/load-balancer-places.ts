// Where a load balancer stands: its subnets and its security groups, each set whole.

import type { SetSecurityGroupsInput, SetSubnetsInput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { World } from '../../control-plane/world.ts';
import { AwsError, type Json } from '../operation.ts';
import { loadBalancerOf } from './elb-resources.ts';
import { availabilityZones } from './load-balancers.ts';

export function setSubnets(draft: World, input: Json): Json {
  const request = input as Partial<SetSubnetsInput>;
  const loadBalancer = loadBalancerOf(draft, request.LoadBalancerArn);
  const subnets = request.Subnets ?? (request.SubnetMappings ?? []).map(({ SubnetId }) => String(SubnetId));
  if (subnets.length === 0) throw new AwsError('ValidationError', 'At least one subnet must be specified');
  loadBalancer.subnets = subnets;
  return { AvailabilityZones: availabilityZones(draft, loadBalancer), IpAddressType: 'ipv4' };
}

export function setSecurityGroups(draft: World, input: Json): Json {
  const request = input as Partial<SetSecurityGroupsInput>;
  const loadBalancer = loadBalancerOf(draft, request.LoadBalancerArn);
  loadBalancer.securityGroups = request.SecurityGroups ?? [];
  return { SecurityGroupIds: loadBalancer.securityGroups };
}
