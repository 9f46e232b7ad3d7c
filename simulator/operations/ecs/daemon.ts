// What AWS does not take for a service of one task on each host. Sentences as AWS's users quote them; where nobody does, nothing is answered.

import type { ServiceConfiguration } from '../../control-plane/ecs-state.ts';
import { notImplemented } from '../not-implemented.ts';
import { invalidParameter } from './ecs-resources.ts';

export function refuseBadDaemon(configuration: ServiceConfiguration, desiredCount: number | undefined): void {
  if (configuration.schedulingStrategy !== 'DAEMON') return;
  const { deploymentConfiguration, deploymentController, launchType, placementStrategy } = configuration;
  if (desiredCount !== undefined) {
    throw invalidParameter(
      'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again.',
    );
  }
  if ((deploymentConfiguration.maximumPercent ?? 100) > 100) {
    throw invalidParameter('The daemon scheduling strategy does not support values above 100 for maximumPercent.');
  }
  if (Array.isArray(placementStrategy) && placementStrategy.length > 0) {
    throw invalidParameter('The daemon scheduling strategy does not support placement strategies.');
  }
  if (launchType !== 'EC2' || deploymentController?.type !== 'ECS') {
    throw notImplemented('The scheduling strategy DAEMON anywhere but on EC2, or under another controller,');
  }
}
