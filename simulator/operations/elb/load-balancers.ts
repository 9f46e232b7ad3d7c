// Load balancers. Each has a loopback address of its own as its DNS name, because nothing else resolves on one machine.

import type {
  CreateLoadBalancerInput,
  DeleteLoadBalancerInput,
  DescribeCapacityReservationInput,
  DescribeLoadBalancerAttributesInput,
  DescribeLoadBalancersInput,
  ModifyLoadBalancerAttributesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer, World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import { AwsError, type Json } from '../operation.ts';
import {
  attributeList,
  elbArn,
  elbPage,
  loadBalancerOf,
  nextElbId,
  rulesOf,
  setAttributes,
  tagList,
} from './elb-resources.ts';

const defaultAttributes: Readonly<Record<LoadBalancer['type'], Readonly<Record<string, string>>>> = {
  application: {
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.bucket': '',
    'access_logs.s3.prefix': '',
    'idle_timeout.timeout_seconds': '60',
    'deletion_protection.enabled': 'false',
    'routing.http2.enabled': 'true',
    'routing.http.drop_invalid_header_fields.enabled': 'false',
    'routing.http.xff_client_port.enabled': 'false',
    'routing.http.preserve_host_header.enabled': 'false',
    'routing.http.xff_header_processing.mode': 'append',
    'load_balancing.cross_zone.enabled': 'true',
    'routing.http.desync_mitigation_mode': 'defensive',
    'client_keep_alive.seconds': '3600',
    'waf.fail_open.enabled': 'false',
    'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': 'false',
    'zonal_shift.config.enabled': 'false',
    'connection_logs.s3.enabled': 'false',
    'connection_logs.s3.bucket': '',
    'connection_logs.s3.prefix': '',
  },
  network: {
    'access_logs.s3.enabled': 'false',
    'access_logs.s3.bucket': '',
    'access_logs.s3.prefix': '',
    'deletion_protection.enabled': 'false',
    'load_balancing.cross_zone.enabled': 'false',
  },
};

/** There is no EC2 here that could say which VPC a subnet is in. */
const vpcId = 'vpc-0f1e2d3c4b5a69788';

export function createLoadBalancer(draft: World, input: Json): Json {
  const request = input as Partial<CreateLoadBalancerInput>;
  const name = String(request.Name);
  const type = request.Type ?? 'application';
  if (type === 'gateway') throw notImplemented('A gateway load balancer');
  const scheme = request.Scheme ?? 'internet-facing';
  const subnets = request.Subnets ?? (request.SubnetMappings ?? []).map(({ SubnetId }) => String(SubnetId));
  if (subnets.length === 0) throw new AwsError('ValidationError', 'At least one subnet must be specified');
  const twin = Object.values(draft.elb.loadBalancers).find(({ loadBalancerName }) => loadBalancerName === name);
  if (twin !== undefined) {
    if (twin.type === type && twin.scheme === scheme) return { LoadBalancers: [describe(draft, twin)] };
    throw new AwsError(
      'DuplicateLoadBalancerName',
      `A load balancer with the same name '${name}' exists, but with different settings`,
    );
  }
  const loadBalancer: LoadBalancer = {
    loadBalancerArn: elbArn(draft, `loadbalancer/${type === 'network' ? 'net' : 'app'}/${name}/${nextElbId(draft)}`),
    loadBalancerName: name,
    dnsName: freeAddress(draft),
    type,
    scheme,
    vpcId,
    createdTime: draft.now,
    subnets,
    securityGroups: request.SecurityGroups ?? [],
    attributes: { ...defaultAttributes[type] },
    tags: tagList(request.Tags),
  };
  draft.elb.loadBalancers[loadBalancer.loadBalancerArn] = loadBalancer;
  return { LoadBalancers: [describe(draft, loadBalancer)] };
}

export function describeLoadBalancers(world: World, input: Json): Json {
  const request = input as Partial<DescribeLoadBalancersInput>;
  const all = Object.values(world.elb.loadBalancers);
  const named = request.Names?.map((name) => {
    const found = all.find(({ loadBalancerName }) => loadBalancerName === name);
    if (found === undefined) throw new AwsError('LoadBalancerNotFound', `Load balancers '[${name}]' not found`);
    return found;
  });
  const { items, next } = elbPage(
    request.LoadBalancerArns?.map((arn) => loadBalancerOf(world, arn)) ?? named ?? all,
    request,
  );
  return { LoadBalancers: items.map((loadBalancer) => describe(world, loadBalancer)), ...next };
}

/** What is not there is deleted already, as on AWS. */
export function deleteLoadBalancer(draft: World, input: Json): Json {
  const { LoadBalancerArn: arn } = input as Partial<DeleteLoadBalancerInput>;
  const loadBalancer = draft.elb.loadBalancers[arn ?? ''];
  if (loadBalancer === undefined) return {};
  if (loadBalancer.attributes['deletion_protection.enabled'] === 'true') {
    throw new AwsError(
      'OperationNotPermitted',
      `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
    );
  }
  for (const listener of Object.values(draft.elb.listeners)) {
    if (listener.loadBalancerArn !== arn) continue;
    for (const { ruleArn } of rulesOf(draft.elb, listener.listenerArn)) delete draft.elb.rules[ruleArn];
    delete draft.elb.listeners[listener.listenerArn];
  }
  delete draft.elb.loadBalancers[loadBalancer.loadBalancerArn];
  return {};
}

export function describeLoadBalancerAttributes(world: World, input: Json): Json {
  const { LoadBalancerArn } = input as Partial<DescribeLoadBalancerAttributesInput>;
  return { Attributes: attributeList(loadBalancerOf(world, LoadBalancerArn).attributes) };
}

export function modifyLoadBalancerAttributes(draft: World, input: Json): Json {
  const { LoadBalancerArn, Attributes } = input as Partial<ModifyLoadBalancerAttributesInput>;
  const loadBalancer = loadBalancerOf(draft, LoadBalancerArn);
  setAttributes(loadBalancer.attributes, Attributes);
  return { Attributes: attributeList(loadBalancer.attributes) };
}

/** Nobody reserves capacity here. */
export function describeCapacityReservation(world: World, input: Json): Json {
  loadBalancerOf(world, (input as Partial<DescribeCapacityReservationInput>).LoadBalancerArn);
  return { CapacityReservationState: [] };
}

/**
 * The port of the local AWS is in the address, so that two of them on one machine do not fight for `127.0.1.1:80`:
 * port 4566 (0x11d6) → 127.17.214.1, 127.17.214.2 …; without a port 127.0.1.1, 127.0.1.2 …
 */
function freeAddress({ ecr, elb }: World): string {
  const port = Number(ecr.registryHost.split(':')[1] ?? 1);
  const taken = new Set(Object.values(elb.loadBalancers).map(({ dnsName }) => dnsName));
  for (let last = 1; last < 255; last += 1) {
    const address = `127.${port >> 8}.${port & 255}.${last}`;
    if (!taken.has(address)) return address;
  }
  throw new AwsError('TooManyLoadBalancers', 'The maximum number of load balancers has been reached');
}

export function availabilityZones({ region }: World, { subnets = [] }: LoadBalancer): Json[] {
  return subnets.map((SubnetId, index) => ({
    ZoneName: `${region}${'abcdef'[index % 6]}`,
    SubnetId,
    LoadBalancerAddresses: [],
  }));
}

function describe(world: World, loadBalancer: LoadBalancer): Json {
  return {
    LoadBalancerArn: loadBalancer.loadBalancerArn,
    DNSName: loadBalancer.dnsName,
    CanonicalHostedZoneId: 'Z32O12XQLNTSW2',
    CreatedTime: loadBalancer.createdTime,
    LoadBalancerName: loadBalancer.loadBalancerName,
    Scheme: loadBalancer.scheme,
    VpcId: loadBalancer.vpcId,
    State: { Code: 'active' },
    Type: loadBalancer.type,
    AvailabilityZones: availabilityZones(world, loadBalancer),
    ...((loadBalancer.securityGroups ?? []).length > 0 && { SecurityGroups: loadBalancer.securityGroups }),
    IpAddressType: 'ipv4',
  };
}
