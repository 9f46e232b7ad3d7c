// What AWS is known to forbid in a deployment configuration, though not in which words: refused here as not implemented, so that
// no test takes our words for AWS's.

import type { DeploymentConfiguration } from '../../control-plane/ecs-state.ts';
import type { World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';

export function refuseUnknownOutcomes(world: World, configuration: DeploymentConfiguration): void {
  const { alarms, earlySuccessCriteria: early, minimumHealthyPercent = 100, strategy } = configuration;
  const absent = alarms?.enable
    ? alarms.alarmNames.find((name) => world.cloudwatch.alarms[name] === undefined)
    : undefined;
  if (absent !== undefined)
    throw notImplemented(`The alarm ${absent} that does not exist, in a deployment configuration,`);
  if (!early?.enable) return;
  if (strategy !== 'ROLLING') throw notImplemented('Early success criteria of a deployment that is not rolling');
  const { healthyPercent, sourceServiceRevisionCleanup } = early;
  if (healthyPercent === undefined || sourceServiceRevisionCleanup === undefined) {
    throw notImplemented('Early success criteria without healthyPercent or sourceServiceRevisionCleanup');
  }
  if (healthyPercent < minimumHealthyPercent || healthyPercent > 100) {
    throw notImplemented('Early success criteria with a healthyPercent below minimumHealthyPercent or above 100');
  }
}
