// Services: described, listed, deleted.

import type { DeleteServiceRequest, DescribeServicesRequest, ListServicesRequest } from '@aws-sdk/client-ecs';
import { supersede } from '../../control-plane/deployments.ts';
import { ecsArn } from '../../control-plane/identifiers.ts';
import type { World } from '../../control-plane/world.ts';
import type { Json } from '../operation.ts';
import { clusterOf, ecsPage, findService, invalidParameter, missing, serviceOf } from './ecs-resources.ts';
import { serviceView } from './service-view.ts';

export function describeServices(world: World, input: Json): Json {
  const { cluster: reference, services = [], include } = input as Partial<DescribeServicesRequest>;
  const cluster = clusterOf(world, reference);
  if (services.length === 0) throw invalidParameter('Services cannot be empty.');
  if (services.length > 10) throw invalidParameter('Services cannot have more than 10 elements.');
  const withTags = include?.includes('TAGS') === true;
  const found = services.map((name) => ({ name, service: findService(world, cluster, name) }));
  return {
    services: found.flatMap(({ service }) =>
      service === undefined ? [] : [serviceView(world, service, { withTags })],
    ),
    failures: found.flatMap(({ name, service }) => {
      const arn = name.startsWith('arn:') ? name : ecsArn(world, `service/${cluster.clusterName}/${name}`);
      return service === undefined ? [missing(arn)] : [];
    }),
  };
}

export function listServices(world: World, input: Json): Json {
  const request = input as Partial<ListServicesRequest>;
  const { clusterArn } = clusterOf(world, request.cluster);
  const { launchType, schedulingStrategy } = request;
  const arns = Object.values(world.ecs.services)
    .filter((service) => service.clusterArn === clusterArn && service.status !== 'INACTIVE')
    .filter(({ configuration }) => launchType === undefined || configuration.launchType === launchType)
    .filter(
      ({ configuration }) =>
        schedulingStrategy === undefined || configuration.schedulingStrategy === schedulingStrategy,
    )
    .map((service) => service.serviceArn);
  const page = ecsPage(arns, request, { byDefault: 10, atMost: 100 });
  return { serviceArns: page.items, ...page.next };
}

/** It is DRAINING until its tasks are gone, then INACTIVE. */
export function deleteService(draft: World, input: Json): Json {
  const request = input as Partial<DeleteServiceRequest>;
  const service = serviceOf(draft, clusterOf(draft, request.cluster), request.service);
  // A second delete is no mistake: AWS answers with the service as it is (aws/aws-sdk-js#4189).
  if (service.status === 'INACTIVE') return { service: serviceView(draft, service, { withTags: false }) };
  if (service.status === 'ACTIVE' && service.desiredCount > 0 && request.force !== true) {
    throw invalidParameter('The service cannot be stopped while it is scaled above 0.');
  }
  service.status = 'DRAINING';
  service.desiredCount = 0;
  service.deletedAt ??= draft.now;
  supersede(draft, service);
  return { service: serviceView(draft, service, { withTags: false }) };
}
